namespace Broadcast.Ingest.Channels;

/// <summary>A channel's renditions, its source first. Written under the channel's gate, read by anyone.</summary>
internal sealed class ChannelRenditions(Rendition source) : IDisposable
{
    private volatile Rendition[] _all = [source];
    private IRenditionTape[] _tapes = [];
    private Action? _withdrawn;

    public Rendition Source { get; } = source;

    public IReadOnlyList<Rendition> All => _all;

    public Rendition? Named(string name) => Array.Find(_all, rendition => rendition.Name == name);

    /// <summary>Finds a rendition by the folder of its media URIs.</summary>
    public Rendition? ByEpoch(string epoch) => Array.Find(_all, rendition => rendition.Listing.Epoch == epoch);

    /// <param name="tape">Notified of each listing, and disposed when the channel ends.</param>
    /// <param name="withdrawn">Called when the channel ends.</param>
    public void Add(IRenditionTape tape, Action withdrawn)
    {
        tape.OnListed(Source.Listing);
        _tapes = [.. _tapes, tape];
        _all = [.. _all, tape.Rendition];
        _withdrawn += withdrawn;
    }

    public void List(Listing listing)
    {
        Source.Declare(Source.Cover.With(listing));
        Source.List(listing);
        foreach (var tape in _tapes)
            tape.OnListed(listing);
    }

    public void Dispose()
    {
        _withdrawn?.Invoke();
        foreach (var tape in _tapes)
            tape.Dispose();
        foreach (var rendition in _all)
            rendition.Held.Close();
    }
}

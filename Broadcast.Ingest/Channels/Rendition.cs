namespace Broadcast.Ingest.Channels;

/// <summary>
/// One of the ways in which a channel can be played: as its source sends it, or a rung of its ladder. Written by whoever makes it, one
/// call at a time; read by anyone. All renditions of a channel have the same segment numbers, date-times and discontinuities.
/// </summary>
internal sealed class Rendition(string name, Listing listing, RenditionCover cover, MediaShelf shelf)
{
    /// <summary>The name of the rendition that carries the source as it was received: empty, so its playlists have no suffix.</summary>
    public const string Source = "";

    private volatile Listing _listing = listing;
    private volatile RenditionCover _cover = cover;

    /// <summary>Part of its playlists' names, such as <c>720p</c>.</summary>
    public string Name { get; } = name;

    public Listing Listing => _listing;

    public RenditionCover Cover => _cover;

    public MediaShelf Shelf { get; } = shelf;

    /// <summary>Requests that wait for what is listed next.</summary>
    public HeldQueue Held { get; } = new();

    public void List(Listing next)
    {
        _listing = next;
        Held.Wake(next);
    }

    public void Declare(RenditionCover wider) => _cover = wider;
}

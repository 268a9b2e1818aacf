using System.Collections.Concurrent;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Ladder;

/// <summary>One rendition of all stages, by the source's run: a relay finds there what its stages' own channels find.</summary>
internal sealed class EncodedShelf(TimeSpan patience) : IRenditionMedia
{
    private readonly ConcurrentDictionary<string, EncodedRun> _runs = new(StringComparer.Ordinal);

    public bool SourceStandsIn => true;

    /// <summary>A picture has come. Raised by encoders' loops, outside of all locks; must return at once.</summary>
    public event Action? Grew;

    public EncodedRun Run(string source) => _runs.GetOrAdd(source, _ => new EncodedRun());

    public void Add(EncodedRun run, EncodedPicture picture)
    {
        run.Add(picture);
        Grew?.Invoke();
    }

    public void Forget(string source) => _runs.TryRemove(source, out _);

    public bool Expects(Segment segment, Part first, bool following) =>
        Find(segment, first) is { } run && (following || (first.Independent && run.End >= first.MediaStart - patience));

    public RenditionTake Take(Segment segment, Part part) =>
        Find(segment, part) is { } run && part is { MediaStart: { } start, MediaEnd: { } end }
            ? run.Take(start, end, part.Independent)
            : RenditionTake.Never;

    private EncodedRun? Find(Segment segment, Part part) =>
        segment.Run.Source is { } source && part.MediaStart is not null ? _runs.GetValueOrDefault(source) : null;
}

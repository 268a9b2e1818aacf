using System.Collections.Concurrent;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Ladder;

/// <summary>One rendition of all stages, by the source's run. Stages' own channels and relays read the same media from it.</summary>
internal sealed class EncodedShelf(TimeSpan patience) : IRenditionMedia
{
    private readonly ConcurrentDictionary<string, EncodedRun> _runs = new(StringComparer.Ordinal);

    public bool SourceStandsIn => true;

    /// <summary>Raised after a picture was added, by encoders' loops and outside of all locks. Handlers must return at once.</summary>
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

    public PartMedia Read(Segment segment, Part part) =>
        Find(segment, part) is { } run && part is { MediaStart: { } start, MediaEnd: { } end }
            ? part.SoundOnly ? run.ReadSound(start) : run.Read(start, end, part.Independent, part.Stands)
            : PartMedia.Never;

    private EncodedRun? Find(Segment segment, Part part) =>
        segment.Run.Source is { } source && part.MediaStart is not null ? _runs.GetValueOrDefault(source) : null;
}

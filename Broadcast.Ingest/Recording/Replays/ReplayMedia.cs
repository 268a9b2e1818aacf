using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Ingest.Recording.Replays;

/// <summary>The media of a replay: what was recorded of its spans, without the slate.</summary>
internal sealed class ReplayMedia
{
    /// <summary>By how much a cut and the segment that begins with it may differ.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(20);

    /// <summary>Where each entry begins in the replay.</summary>
    private readonly List<TimeSpan> _positions = [];

    private ReplayMedia(IReadOnlyList<ArchivedSegment> segments)
    {
        Segments = segments;
        var entries = new List<TimelineEntry>(segments.Count);
        RecordedSegment? last = null;
        foreach (var (segment, _, _) in segments)
        {
            var follows = last is not null && last.Epoch == segment.Epoch && last.Number + 1 == segment.Number && !segment.Discontinuity;
            entries.Add(new TimelineEntry(segment.Epoch, segment.Number, segment.Start, segment.Duration, last is not null && !follows, segment.Init));
            last = segment;
        }

        Entries = entries;
        foreach (var entry in entries)
        {
            _positions.Add(Duration);
            Duration += entry.Duration;
        }
    }

    public IReadOnlyList<ArchivedSegment> Segments { get; }

    public IReadOnlyList<TimelineEntry> Entries { get; }

    public TimeSpan Duration { get; }

    public static async Task<ReplayMedia> ReadAsync(ChannelArchive archive, Replay replay, CancellationToken cancellation)
    {
        var segments = new List<ArchivedSegment>();
        foreach (var span in replay.Spans.Where(span => span.End is not null))
        {
            var from = DateTimeOffset.FromUnixTimeMilliseconds(span.Start) - Slack;
            var to = DateTimeOffset.FromUnixTimeMilliseconds(span.End!.Value) - Slack;
            segments.AddRange((await archive.BetweenAsync(from, to, cancellation)).Where(found => !found.Segment.Slate && found.Segment.Start >= from));
        }

        return new ReplayMedia(segments);
    }

    /// <summary>Where in the replay an instant is shown; for what was left out, where the replay goes on. Null behind its end.</summary>
    /// <param name="at">Channel time, Unix milliseconds.</param>
    public TimeSpan? Position(long at)
    {
        var instant = DateTimeOffset.FromUnixTimeMilliseconds(at);
        var (low, high) = (0, Entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (instant < Entries[middle].Start + Entries[middle].Duration)
                high = middle;
            else
                low = middle + 1;
        }

        if (low == Entries.Count)
            return null;
        var entry = Entries[low];
        return instant > entry.Start ? _positions[low] + (instant - entry.Start) : _positions[low];
    }

    /// <summary>The replay's marks and a chapter for each cut to a stage, in order, up to the end of the media.</summary>
    public IReadOnlyList<ReplayMark> Marks(Replay replay, Func<StageId, (string Name, string NameEn)?> nameOf)
    {
        var chapters = replay.Cuts.Where(cut => cut.Stage is not null).Select((cut, i) => new ReplayMark
        {
            Id = $"chapter-{i}",
            Kind = "chapter",
            At = cut.At,
            Stage = cut.Stage,
            Title = nameOf(cut.Stage!.Value)?.Name ?? cut.Name ?? cut.Stage.Value.Value,
            TitleEn = nameOf(cut.Stage.Value)?.NameEn ?? cut.NameEn,
        });
        return [.. chapters.Concat(replay.Marks).Where(mark => Position(mark.At) is not null).OrderBy(mark => mark.At)];
    }
}

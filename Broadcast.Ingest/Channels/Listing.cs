using System.Collections.Immutable;

namespace Broadcast.Ingest.Channels;

/// <summary>What a rendition lists at one moment: an immutable snapshot, replaced when a part or a segment is added.</summary>
internal sealed class Listing
{
    /// <summary>The folder of its media's URIs: unique for each life of the channel and for each rendition.</summary>
    public required string Epoch { get; init; }

    /// <summary>Whole segments, oldest first.</summary>
    public required ImmutableArray<Segment> Segments { get; init; }

    /// <summary>The growing segment, once it has a part.</summary>
    public required Segment? Open { get; init; }

    /// <summary>The number of the segment that grows, or begins next.</summary>
    public required long OpenNumber { get; init; }

    /// <summary>The number that the next part will have.</summary>
    public required long NextPart { get; init; }

    /// <summary>EXT-X-DISCONTINUITY-SEQUENCE: discontinuities that have left the playlist.</summary>
    public required long DiscontinuitySequence { get; init; }

    /// <summary>The channel's other renditions, whose newest parts its low-latency playlist reports.</summary>
    public Func<IEnumerable<Rendition>> Siblings { get; init; } = static () => [];

    /// <summary>The number of the last segment in the playlist, whole or growing.</summary>
    public long LastNumber => Open?.Number ?? OpenNumber - 1;

    /// <summary>The index of the last part of the last segment.</summary>
    public int LastPart => (Open?.Parts.Length ?? (Segments.IsEmpty ? 0 : Segments[^1].Parts.Length)) - 1;

    /// <summary>The segment of that number, whole or growing; null when it is not listed.</summary>
    public Segment? Find(long number)
    {
        if (Open?.Number == number)
            return Open;
        var index = Segments.IsEmpty ? -1 : number - Segments[0].Number;
        return index >= 0 && index < Segments.Length ? Segments[(int)index] : null;
    }

    /// <summary>
    /// True when the whole segment has been listed or, with <paramref name="part"/>, that part of it; also after it left the playlist.
    /// </summary>
    public bool Holds(long number, int? part)
    {
        if (number < OpenNumber)
        {
            // An index past the end of a whole segment means the first part of the next one (rfc8216bis 6.2.5.2).
            return part is null || number < OpenNumber - 1 || Segments.IsEmpty || part < Segments[^1].Parts.Length || Open is not null;
        }

        return number == OpenNumber && part < (Open?.Parts.Length ?? 0);
    }

    /// <summary>
    /// How many segments a delta update may leave out: those that end before the skip boundary. None while one of them begins with a
    /// discontinuity, because players have lost count there (hls.js 6949, 7282, 7554).
    /// </summary>
    public int Skippable
    {
        get
        {
            var after = Segments.Aggregate(Open?.Duration ?? TimeSpan.Zero, (sum, segment) => sum + segment.Duration);
            var skipped = 0;
            foreach (var segment in Segments)
            {
                after -= segment.Duration;
                if (after < ChannelTimes.SkipUntil)
                    break;
                if (segment.Discontinuity)
                    return 0;
                skipped++;
            }

            return skipped;
        }
    }
}

using System.Collections.Immutable;
using Broadcast.Ingest.Hls;

namespace Broadcast.Ingest.Channels;

/// <summary>What a channel lists at one moment: an immutable snapshot, replaced when a part or a segment is added.</summary>
internal sealed class Listing
{
    private readonly TaskCompletionSource<Listing> _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lazy<RenderedPlaylist> _lowLatency;
    private readonly Lazy<RenderedPlaylist> _plain;

    public Listing()
    {
        _lowLatency = new Lazy<RenderedPlaylist>(() => RenderedPlaylist.Of(PlaylistWriter.LowLatency(this)));
        _plain = new Lazy<RenderedPlaylist>(() => RenderedPlaylist.Of(PlaylistWriter.Plain(this)));
    }

    /// <summary>Part of every media URI: unique for each life of the channel.</summary>
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

    /// <summary>The last number in the playlist.</summary>
    public long LastNumber => Open?.Number ?? OpenNumber - 1;

    public RenderedPlaylist LowLatency => _lowLatency.Value;

    public RenderedPlaylist Plain => _plain.Value;

    /// <summary>The listing that follows this one. All who wait share it: one wake-up a part.</summary>
    public Task<Listing> Next => _next.Task;

    public void ReplacedBy(Listing next) => _next.TrySetResult(next);

    /// <summary>True when the playlist holds the segment, whole, or (with a part index) at least that part of it.</summary>
    public bool Holds(long number, int? part)
    {
        if (number < OpenNumber)
        {
            // An index past the end of a whole segment means the first part of the next one (rfc8216bis 6.2.5.2).
            return part is null || number < OpenNumber - 1 || Segments.IsEmpty || part < Segments[^1].Parts.Length || Open is not null;
        }

        return number == OpenNumber && part < (Open?.Parts.Length ?? 0);
    }
}

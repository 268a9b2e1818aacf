namespace Broadcast.Ingest.Channels;

/// <summary>Times that are the same for every channel and never change: players give up a stream when they do.</summary>
internal static class ChannelTimes
{
    /// <summary>EXT-X-PART-INF PART-TARGET: no part is longer.</summary>
    public static readonly TimeSpan PartTarget = TimeSpan.FromMilliseconds(550);

    /// <summary>85 % of the target: a shorter part must be the last of its segment or independent (rfc8216bis 4.4.4.9).</summary>
    public static readonly TimeSpan PartFloor = PartTarget * 0.85;

    /// <summary>PART-HOLD-BACK, three part targets: how far behind the newest part a low-latency player stays.</summary>
    public static readonly TimeSpan PartHoldBack = PartTarget * 3;

    /// <summary>EXT-X-TARGETDURATION: no segment is longer.</summary>
    public static readonly TimeSpan TargetDuration = TimeSpan.FromSeconds(4);

    /// <summary>
    /// A segment ends at the first IDR after this: one second, less a tolerance for the clocks of encoders with a GOP of one second.
    /// </summary>
    public static readonly TimeSpan SegmentFloor = TimeSpan.FromMilliseconds(950);

    /// <summary>Parts may leave the playlist when they are this far behind its end (rfc8216bis 6.2.2).</summary>
    public static readonly TimeSpan PartsListed = TargetDuration * 3;

    /// <summary>CAN-SKIP-UNTIL, six target durations: a delta update leaves out older segments (rfc8216bis 4.4.3.8).</summary>
    public static readonly TimeSpan SkipUntil = TargetDuration * 6;

    /// <summary>The most by which a segment's date-time may differ from the end of the segment before it within a run.</summary>
    public static readonly TimeSpan LongestStep = TimeSpan.FromMilliseconds(10);

    /// <summary>A frame that lasts longer counts as a hole in the source.</summary>
    public static readonly TimeSpan LongestFrame = TimeSpan.FromSeconds(1);
}

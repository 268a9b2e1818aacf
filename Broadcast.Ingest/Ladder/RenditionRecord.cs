using Broadcast.Chat.Contracts;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Ladder;

/// <summary>What a rendition of a channel weighs and how often it missed its media. Guarded by its tape.</summary>
internal sealed class RenditionRecord(ChannelId channel, string rendition, LadderMetrics metrics)
{
    private long _bytes;
    private TimeSpan _time;

    /// <summary>Declares a segment of the rendition's own media; what stands in would make a small rung look heavy for ever.</summary>
    public RenditionCover Weigh(RenditionCover cover, Segment segment)
    {
        if (segment.Gap)
            return cover;

        var bytes = segment.Length;
        _bytes += bytes;
        _time += segment.Duration;
        // A segment of a few frames says nothing of a rate.
        var peak = segment.Duration >= ChannelTimes.PartTarget ? (long)(bytes * 8 / segment.Duration.TotalSeconds) : 0;
        return cover.Weighing(peak, (long)(_bytes * 8 / _time.TotalSeconds));
    }

    public void Missed(bool standIn) => metrics.Missed(channel, rendition, standIn);
}

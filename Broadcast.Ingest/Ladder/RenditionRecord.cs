using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Ladder;

/// <summary>The bandwidth of a channel's rendition, and how often its media was missing. Guarded by its tape's lock.</summary>
internal sealed class RenditionRecord(ChannelId channel, string rendition, LadderMetrics metrics)
{
    private long _bytes;
    private TimeSpan _time;

    /// <summary>
    /// Widens the declared bandwidth by a segment of the rendition's own media. Not for segments that stand in: they would make a small
    /// rung look heavy for ever.
    /// </summary>
    public RenditionCover Weigh(RenditionCover cover, Segment segment)
    {
        if (segment.Gap)
            return cover;

        var bytes = segment.Length;
        _bytes += bytes;
        _time += segment.Duration;
        // A segment of a few frames is too short to measure a rate.
        var peak = segment.Duration >= ChannelTimes.PartTarget ? (long)(bytes * 8 / segment.Duration.TotalSeconds) : 0;
        return cover.Weighing(peak, (long)(_bytes * 8 / _time.TotalSeconds));
    }

    public void Missed(bool standIn) => metrics.Missed(channel, rendition, standIn);
}

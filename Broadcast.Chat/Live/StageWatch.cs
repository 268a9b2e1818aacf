namespace Broadcast.Chat.Live;

/// <summary>A connection's subscription to the stages' reports: the last version sent. Written only by <c>StageReportFeed</c>.</summary>
internal sealed class StageWatch
{
    public long Sent { get; set; }
}

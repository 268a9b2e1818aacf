using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Ingest.Rtmp.Publishing;

/// <summary>Notices of a session, for deadlines, log and metrics. Called by the connection's loop.</summary>
internal interface IRtmpSessionListener
{
    void PublishingBegan(StageId stage);

    void PublishingEnded(StageId stage);

    /// <param name="reason">A stable word such as <c>unknown-key</c>.</param>
    void Refused(string reason);
}

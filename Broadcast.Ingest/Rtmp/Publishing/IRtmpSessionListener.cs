namespace Broadcast.Ingest.Rtmp.Publishing;

/// <summary>What the connection and the tests hear of a conversation, for deadlines, log and metrics.</summary>
internal interface IRtmpSessionListener
{
    void PublishingBegan(string stage);

    void PublishingEnded(string stage);

    /// <param name="word">A stable word such as <c>unknown-key</c>.</param>
    void Refused(string word);
}

using System.Net;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Ingest.Rtmp;

internal sealed partial class RtmpConnection
{
    [LoggerMessage(EventName = nameof(PublishingBegan), Level = LogLevel.Information, Message = "{Peer} ({Client}) publishes to {Stage}")]
    private static partial void PublishingBegan(ILogger logger, IPEndPoint peer, string client, StageId stage);

    [LoggerMessage(EventName = nameof(PublishingEnded), Level = LogLevel.Information, Message = "{Peer} stopped publishing to {Stage}")]
    private static partial void PublishingEnded(ILogger logger, IPEndPoint peer, StageId stage);

    [LoggerMessage(EventName = nameof(PublisherRefused), Level = LogLevel.Debug, Message = "{Peer} ({Client}) was refused: {Refusal}")]
    private static partial void PublisherRefused(ILogger logger, IPEndPoint peer, string client, string refusal);

    [LoggerMessage(EventName = nameof(Malformed), Level = LogLevel.Debug, Message = "{Peer} was cut off for breaking RTMP: {Reason}")]
    private static partial void Malformed(ILogger logger, IPEndPoint peer, string reason);

    [LoggerMessage(EventName = nameof(Faulted), Level = LogLevel.Error, Message = "The RTMP connection of {Peer} failed")]
    private static partial void Faulted(ILogger logger, Exception exception, IPEndPoint peer);

    [LoggerMessage(EventName = nameof(Ended), Level = LogLevel.Debug, Message = "The RTMP connection of {Peer} has ended: {Reason}")]
    private static partial void Ended(ILogger logger, IPEndPoint peer, string reason);
}

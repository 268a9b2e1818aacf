using System.Net;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Rtmp.Publishing;

/// <summary>Decides who may publish, before <c>NetStream.Publish.Start</c>. The RTMP server asks; the stages answer.</summary>
internal interface IPublishGate
{
    ValueTask<PublishAdmission> AdmitAsync(PublishRequest request, CancellationToken cancellation);
}

/// <param name="StreamKey">Never logged.</param>
/// <param name="Peer">The publisher's address.</param>
/// <param name="Client">What the publisher calls itself (<c>flashVer</c>): printable, at most 64 characters.</param>
/// <param name="Session">The mark by which an encoder proves that it was the one before (<c>session=…</c>); null without one.</param>
internal sealed record PublishRequest(string StreamKey, IPEndPoint Peer, string Client, string? Session = null)
{
    /// <summary>Keeps the key out of log lines.</summary>
    public override string ToString() => nameof(PublishRequest);
}

/// <summary>Either a session to feed, or the reason of a refusal.</summary>
internal sealed record PublishAdmission
{
    public IPublishSession? Session { get; init; }

    /// <summary>A stable word for the log and the metric, such as <c>unknown-key</c> or <c>busy</c>.</summary>
    public string? Refusal { get; init; }

    /// <summary>
    /// The reason of the refusal, one sentence that the encoder shows to its user with <c>NetStream.Publish.Rejected</c>. Null when no stage has
    /// the key: the encoder gets <c>NetStream.Publish.BadName</c>.
    /// </summary>
    public string? Description { get; init; }
}

/// <summary>One publisher's stay on a stage. The connection's loop is the only caller.</summary>
internal interface IPublishSession : IAsyncDisposable
{
    StageId Stage { get; }

    /// <summary>Cancelled when the publisher must go (key rotated, taken over, host stopping).</summary>
    CancellationToken Dropped { get; }

    /// <summary>The reason why the publisher must go, one sentence that its encoder shows to its user. Empty until <see cref="Dropped"/> is cancelled.</summary>
    string DropReason { get; }

    /// <summary>Hands over one message. Never blocks: what the stage cannot take is dropped up to the next keyframe and counted.</summary>
    void Write(in MediaMessage message);
}

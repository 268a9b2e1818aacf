using System.Security.Cryptography;
using System.Text;
using Broadcast.Chat.Facts;
using Broadcast.Ingest.Sources.Health;

namespace Broadcast.Ingest.Sources;

/// <summary>Finds the stage that a key belongs to. Only digests are known here, and only digests are compared.</summary>
internal sealed partial class PublishGate(FactsReader facts, StageRegistry stages, SourceMetrics metrics, ILogger<PublishGate> logger) : IPublishGate
{
    public ValueTask<PublishAdmission> AdmitAsync(PublishRequest request, CancellationToken cancellation)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.StreamKey)));
        if (facts.Current.StageByKeyDigest(digest) is not { } stage)
        {
            metrics.Refused("unknown-key");
            return ValueTask.FromResult(new PublishAdmission { Refusal = "unknown-key" });
        }

        var admission = stages.Source(stage.Id).Admit(request, digest);
        if (admission.Refusal is { } refusal)
            metrics.Refused(refusal);
        else
            Admitted(logger, stage.Id.Value, request.Peer.ToString());

        // The key may have been rotated between the look-up and the admission.
        stages.Enforce();
        return ValueTask.FromResult(admission);
    }

    [LoggerMessage(EventName = nameof(Admitted), Level = LogLevel.Information, Message = "Stage {Stage}: {Peer} publishes")]
    private static partial void Admitted(ILogger logger, string stage, string peer);
}

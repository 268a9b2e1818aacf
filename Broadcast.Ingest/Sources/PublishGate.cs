using System.Security.Cryptography;
using System.Text;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Ingest.Rtmp.Publishing;
using Broadcast.Ingest.Sources.Health;

namespace Broadcast.Ingest.Sources;

/// <summary>Admits a publisher to the stage that its key belongs to. Keys are known and compared only as digests.</summary>
internal sealed class PublishGate(FactsReader facts, StageRegistry stages, SourceMetrics metrics) : IPublishGate
{
    public async ValueTask<PublishAdmission> AdmitAsync(PublishRequest request, CancellationToken cancellation)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.StreamKey)));
        await WaitForFactsAsync(cancellation);
        if (facts.Current.StageByKeyDigest(digest) is not { } stage || stages.Withdrawn.Contains(digest))
        {
            metrics.Refused("unknown-key");
            return new PublishAdmission { Refusal = "unknown-key" };
        }

        var source = stages.Source(stage.Id);
        var admission = source.Admit(request, digest);
        if (admission.Refusal is { } refusal)
            metrics.Refused(refusal);

        // The key may have been rotated between the look-up and the admission.
        stages.Enforce(source);
        return admission;
    }

    /// <summary>Waits until the first facts have arrived: without them every key is unknown. The connection limits the wait.</summary>
    private async Task WaitForFactsAsync(CancellationToken cancellation)
    {
        if (facts.Current.HaveCome)
            return;

        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnChanged(FactsView view) => arrived.TrySetResult();
        facts.Changed += OnChanged;
        try
        {
            // The facts may have arrived just before the handler was added.
            if (!facts.Current.HaveCome)
                await arrived.Task.WaitAsync(cancellation);
        }
        finally
        {
            facts.Changed -= OnChanged;
        }
    }
}

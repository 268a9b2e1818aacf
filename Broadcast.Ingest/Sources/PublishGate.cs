using System.Security.Cryptography;
using System.Text;
using Broadcast.Chat.Facts;
using Broadcast.Ingest.Sources.Health;

namespace Broadcast.Ingest.Sources;

/// <summary>Finds the stage that a key belongs to. Only digests are known here, and only digests are compared.</summary>
internal sealed class PublishGate(FactsReader facts, StageRegistry stages, SourceMetrics metrics) : IPublishGate
{
    public async ValueTask<PublishAdmission> AdmitAsync(PublishRequest request, CancellationToken cancellation)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(request.StreamKey)));
        await FactsComeAsync(cancellation);
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

    /// <summary>Without facts every key is unknown: a right one waits for them, as long as its connection may wait for a decision.</summary>
    private async Task FactsComeAsync(CancellationToken cancellation)
    {
        if (facts.Current.HaveCome)
            return;

        var come = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnChanged(FactsView view) => come.TrySetResult();
        facts.Changed += OnChanged;
        try
        {
            // They may have come while the handler was put in.
            if (!facts.Current.HaveCome)
                await come.Task.WaitAsync(cancellation);
        }
        finally
        {
            facts.Changed -= OnChanged;
        }
    }
}

using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Ingest.Sources.Health;
using Broadcast.Ingest.Sources.Order;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Sources;

/// <summary>
/// The sources of the stages that the facts name. A source is made when it is first asked for and kept for the life of the process; the
/// publisher of a stage that left the facts, or whose key was rotated, is dropped.
/// </summary>
internal sealed class StageRegistry(
    FactsReader facts, IOptions<SourceOptions> options, IOptions<InputsOptions> inputs, Func<IPackager> packagers, SourceMetrics metrics, TimeProvider time, ILogger<StageSource> logger)
{
    private readonly ConcurrentDictionary<StageId, StageSource> _sources = new();

    /// <summary>The sources that were made so far.</summary>
    public IEnumerable<StageSource> Known => _sources.Values;

    /// <summary>Keys that are refused even while the facts still hold them.</summary>
    public WithdrawnKeys Withdrawn { get; } = new();

    /// <summary>The source of a stage of the facts, made on first use.</summary>
    public StageSource Source(StageId stage) =>
        _sources.GetOrAdd(stage, id => new StageSource(id, options.Value, inputs.Value.Of(id), packagers(), metrics, time, logger));

    /// <summary>
    /// Drops the publisher of a stage whose key was rotated, and refuses the old key from now on, even before the facts with the new one
    /// have arrived.
    /// </summary>
    /// <param name="stage">A stage of the facts.</param>
    /// <param name="oldDigest">The old key's digest; null when there was none.</param>
    public void Withdraw(StageId stage, string? oldDigest)
    {
        if (oldDigest is not null)
            Withdrawn.Add(oldDigest);
        Source(stage).DropPublisher("key-rotated");
    }

    /// <summary>Drops the stage's publisher if the facts no longer allow it.</summary>
    public void Enforce(StageSource source)
    {
        if (facts.Current.Stage(source.Id) is not { } stage)
            _ = source.DropAllAsync("stage-removed");
        else if (source.Order.Push?.Feed is { Origin.Digest: { } digest } feed && (stage.KeyDigest != digest || Withdrawn.Contains(digest)))
            feed.Drop("key-rotated");
    }
}

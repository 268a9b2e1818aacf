using System.Collections.Concurrent;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Facts;
using Broadcast.Ingest.Inputs;
using Broadcast.Ingest.Processes;
using Broadcast.Ingest.Sources.Health;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Sources;

/// <summary>
/// The sources of the stages that the facts name. A source is made when it is first asked for and kept for the life of the process; the
/// publisher of a stage that left the facts, or whose key was rotated, is dropped.
/// </summary>
internal sealed class StageRegistry(
    FactsReader facts, IOptions<SourceOptions> options, IOptions<InputsOptions> inputs, ChildWatcher watcher, SourceMetrics metrics, TimeProvider time, ILogger<StageSource> logger)
{
    private readonly ConcurrentDictionary<StageId, StageSource> _sources = new();

    /// <summary>Those that were asked for so far.</summary>
    public IEnumerable<StageSource> Known => _sources.Values;

    /// <summary>Keys that no longer let in, whatever the facts still say.</summary>
    public WithdrawnKeys Withdrawn { get; } = new();

    /// <param name="stage">A stage of the facts.</param>
    public StageSource Source(StageId stage) =>
        _sources.GetOrAdd(stage, id => new StageSource(id, options.Value, inputs.Value.Of(id), watcher, metrics, time, logger));

    /// <summary>Drops the stage's publisher if the facts no longer allow it.</summary>
    public void Enforce(StageSource source)
    {
        if (facts.Current.Stage(source.Id) is not { } stage)
            _ = source.DropAllAsync("stage-removed");
        else if (source.Order.Push?.Feed is { Origin.Digest: { } digest } feed && (stage.KeyDigest != digest || Withdrawn.Contains(digest)))
            feed.Drop("key-rotated");
    }
}

using System.Collections.Concurrent;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Facts;
using Broadcast.Ingest.Processes;
using Broadcast.Ingest.Sources.Health;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Sources;

/// <summary>
/// The sources of the stages that the facts name. A source is made when it is first asked for and kept for the life of the process; the
/// publisher of a stage that left the facts, or whose key was rotated, is dropped.
/// </summary>
internal sealed class StageRegistry(
    FactsReader facts, IOptions<SourceOptions> options, ChildWatcher watcher, SourceMetrics metrics, TimeProvider time, ILogger<StageSource> logger)
{
    private readonly ConcurrentDictionary<StageId, StageSource> _sources = new();

    /// <summary>Those that were asked for so far.</summary>
    public IEnumerable<StageSource> Known => _sources.Values;

    /// <summary>Keys that no longer let in, whatever the facts still say.</summary>
    public WithdrawnKeys Withdrawn { get; } = new();

    /// <param name="stage">A stage of the facts.</param>
    public StageSource Source(StageId stage) =>
        _sources.GetOrAdd(stage, id => new StageSource(id, options.Value, watcher, metrics, time, logger));

    /// <summary>Drops the publishers that the facts no longer allow.</summary>
    public void Enforce()
    {
        var view = facts.Current;
        foreach (var source in Known)
        {
            if (source.Session is not { } session)
                continue;

            if (view.Stage(source.Id) is not { } stage)
                session.Drop("stage-removed");
            else if (stage.KeyDigest != session.Digest || Withdrawn.Contains(session.Digest))
                session.Drop("key-rotated");
        }
    }
}

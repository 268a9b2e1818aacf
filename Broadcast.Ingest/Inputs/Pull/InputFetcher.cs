using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Sources;
using Broadcast.Ingest.Sources.Order;
using Microsoft.Extensions.Options;

namespace Broadcast.Ingest.Inputs.Pull;

/// <summary>Runs a loop for each configured input that is fetched; each fetches while its stage is known and the input is wanted.</summary>
internal sealed partial class InputFetcher(
    IOptions<InputsOptions> options,
    StageRegistry stages,
    FactsReader facts,
    ChildWatcher watcher,
    InputMetrics metrics,
    TimeProvider time,
    ILogger<InputFetcher> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        metrics.Observe(() => stages.Known);
        var loops = new List<Task>();
        foreach (var stage in options.Value.Stages.Keys.Select(StageId.Parse))
        {
            var source = stages.Source(stage);
            foreach (var input in source.Order.All.Where(input => input.Kind != InputKind.Push))
                loops.Add(new FetchLoop(source, input, () => facts.Current.Stage(stage) is not null, watcher, metrics, time, logger).RunAsync(stoppingToken));
        }

        if (loops.Count > 0)
            Begun(logger, loops.Count);
        await Task.WhenAll(loops);
    }

    [LoggerMessage(EventName = nameof(Begun), Level = LogLevel.Information, Message = "{Count} inputs are fetched while they are wanted")]
    private static partial void Begun(ILogger logger, int count);
}

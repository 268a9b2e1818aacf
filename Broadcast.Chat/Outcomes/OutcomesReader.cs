using Broadcast.Chat.Contracts;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Hosting;
using Broadcast.Chat.Redis;
using Broadcast.Chat.Rooms;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Outcomes;

/// <summary>
/// Hands the outcomes of all stages to an <see cref="IOutcomeHandler"/>, in order within a stage, at least once: an entry is acknowledged
/// and dropped when the handler has returned. Woken by pub/sub, and looks by itself every second.
/// </summary>
internal sealed partial class OutcomesReader(
    OutcomeStream stream, OutcomeAssembly assembly, RedisLink redis, RedisKeys keys, FactsReader facts, IServiceScopeFactory scopes,
    IOptions<RoomOptions> options, ILogger<OutcomesReader> logger) : BackgroundService
{
    private const int Batch = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string _consumer = Guid.NewGuid().ToString("n");
    private readonly HashSet<StageId> _grouped = [];
    private readonly WakeUp _wake = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var subscribed = false;
        try
        {
            while (true)
            {
                try
                {
                    if (!subscribed)
                    {
                        await redis.Subscriber.SubscribeAsync(keys.OutcomeWaits, (_, _) => _wake.Set());
                        subscribed = true;
                    }

                    foreach (var stage in facts.Current.Facts.Stages)
                        await DrainAsync(stage.Id, stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException)
                {
                    NotRead(logger, exception.Message);
                }

                await _wake.WaitAsync(Interval, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // What was not acknowledged is handed out again.
        }
    }

    private async Task DrainAsync(StageId stage, CancellationToken stop)
    {
        try
        {
            await GroupAsync(stage);
            var left = await redis.Database.StreamAutoClaimAsync(
                stream.Key(stage), OutcomeStream.Group, _consumer, (long)options.Value.OutcomeRetry.TotalMilliseconds, "0-0", Batch);
            await HandleAsync(stage, left.ClaimedEntries, stop);
            while (true)
            {
                var fresh = await redis.Database.StreamReadGroupAsync(stream.Key(stage), OutcomeStream.Group, _consumer, StreamPosition.NewMessages, Batch);
                await HandleAsync(stage, fresh, stop);
                if (fresh.Length < Batch)
                    return;
            }
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("NOGROUP", StringComparison.Ordinal))
        {
            // Redis lost its data; the next round makes the group anew.
            _grouped.Remove(stage);
            _wake.Set();
        }
    }

    private async Task GroupAsync(StageId stage)
    {
        if (_grouped.Contains(stage))
            return;

        try
        {
            await redis.Database.StreamCreateConsumerGroupAsync(stream.Key(stage), OutcomeStream.Group, StreamPosition.Beginning, createStream: true);
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("BUSYGROUP", StringComparison.Ordinal))
        {
            // It is there already, as after every start but the first.
        }

        _grouped.Add(stage);
    }

    private async Task HandleAsync(StageId stage, StreamEntry[] entries, CancellationToken stop)
    {
        foreach (var entry in entries)
        {
            if (entry.IsNull || await TryAsync(stage, entry, stop))
            {
                await redis.Database.StreamAcknowledgeAsync(stream.Key(stage), OutcomeStream.Group, entry.Id);
                await redis.Database.StreamDeleteAsync(stream.Key(stage), [entry.Id]);
            }
        }
    }

    /// <summary>False when it must be handed out again.</summary>
    private async Task<bool> TryAsync(StageId stage, StreamEntry entry, CancellationToken stop)
    {
        try
        {
            if (await assembly.AssembleAsync(stage, entry) is not { } outcome)
            {
                Lost(logger, stage, (string)entry.Id!);
                return true;
            }

            using var scope = scopes.CreateScope();
            await scope.ServiceProvider.GetRequiredService<IOutcomeHandler>().HandleAsync(outcome, stop);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Left pending: it comes again after Rooms:OutcomeRetry, here or in another process.
            NotKept(logger, stage, (string)entry.Id!, exception);
            return false;
        }
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Outcomes were not read: {Reason}")]
    private static partial void NotRead(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "The outcome {Id} of stage {Stage} was not kept and comes again")]
    private static partial void NotKept(ILogger logger, StageId stage, string id, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outcome {Id} of stage {Stage} points to nothing any more")]
    private static partial void Lost(ILogger logger, StageId stage, string id);
}

using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Rooms;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Outcomes;

/// <summary>
/// Hands the outcomes of all rooms to an <see cref="IOutcomeHandler"/>, in order within a room, at least once: an entry is acknowledged
/// and dropped when the handler has returned. Woken by pub/sub, and looks by itself every second.
/// </summary>
internal sealed partial class OutcomesReader(
    OutcomeStream stream, IEnumerable<IOutcomeSource> sources, RedisLink redis, RedisKeys keys, FactsReader facts, IServiceScopeFactory scopes,
    IOptions<RoomOptions> options, ILogger<OutcomesReader> logger) : LoopService
{
    private const int Batch = 20;
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly string _consumer = Guid.NewGuid().ToString("n");
    private readonly Dictionary<string, IOutcomeSource> _sources = sources.ToDictionary(source => source.Kind, StringComparer.Ordinal);
    private readonly HashSet<RoomId> _grouped = [];
    private readonly WakeUp _wake = new();

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        var subscribed = false;
        // What was not acknowledged is handed out again.
        while (true)
        {
            try
            {
                if (!subscribed)
                {
                    await redis.Subscriber.SubscribeAsync(keys.OutcomeWaits, (_, _) => _wake.Set());
                    subscribed = true;
                }

                foreach (var room in facts.Current.Rooms)
                    await DrainAsync(room, stoppingToken);
            }
            catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                NotRead(logger, exception.Message);
            }

            await _wake.WaitAsync(Interval, stoppingToken);
        }
    }

    private async Task DrainAsync(RoomId room, CancellationToken stop)
    {
        try
        {
            await GroupAsync(room);
            var left = await redis.Database.StreamAutoClaimAsync(
                stream.Key(room), OutcomeStream.Group, _consumer, (long)options.Value.OutcomeRetry.TotalMilliseconds, "0-0", Batch);
            await HandleAsync(room, left.ClaimedEntries, stop);
            while (true)
            {
                var fresh = await redis.Database.StreamReadGroupAsync(stream.Key(room), OutcomeStream.Group, _consumer, StreamPosition.NewMessages, Batch);
                await HandleAsync(room, fresh, stop);
                if (fresh.Length < Batch)
                    return;
            }
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("NOGROUP", StringComparison.Ordinal))
        {
            // Redis lost its data; the next round makes the group anew.
            _grouped.Remove(room);
            _wake.Set();
        }
    }

    private async Task GroupAsync(RoomId room)
    {
        if (_grouped.Contains(room))
            return;

        try
        {
            await redis.Database.StreamCreateConsumerGroupAsync(stream.Key(room), OutcomeStream.Group, StreamPosition.Beginning, createStream: true);
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("BUSYGROUP", StringComparison.Ordinal))
        {
            // It is there already, as after every start but the first.
        }

        _grouped.Add(room);
    }

    private async Task HandleAsync(RoomId room, StreamEntry[] entries, CancellationToken stop)
    {
        foreach (var entry in entries)
        {
            if (entry.IsNull || await TryAsync(room, entry, stop))
            {
                await redis.Database.StreamAcknowledgeAsync(stream.Key(room), OutcomeStream.Group, entry.Id);
                await redis.Database.StreamDeleteAsync(stream.Key(room), [entry.Id]);
            }
        }
    }

    /// <summary>False when it must be handed out again.</summary>
    private async Task<bool> TryAsync(RoomId room, StreamEntry entry, CancellationToken stop)
    {
        try
        {
            var source = _sources.GetValueOrDefault((string?)entry[OutcomeStream.Kind] ?? "");
            if (source is null || await source.ReadAsync(room, entry) is not { } outcome)
            {
                Lost(logger, room, (string)entry.Id!);
                return true;
            }

            using var scope = scopes.CreateScope();
            await scope.ServiceProvider.GetRequiredService<IOutcomeHandler>().HandleAsync(outcome, stop);
            return true;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // Left pending: it comes again after a few seconds, here or in another process.
            NotKept(logger, room, (string)entry.Id!, exception);
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

    [LoggerMessage(Level = LogLevel.Error, Message = "The outcome {Id} of room {Room} was not kept and comes again")]
    private static partial void NotKept(ILogger logger, RoomId room, string id, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The outcome {Id} of room {Room} points to nothing any more")]
    private static partial void Lost(ILogger logger, RoomId room, string id);
}

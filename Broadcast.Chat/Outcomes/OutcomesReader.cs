using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Outcomes;

/// <summary>
/// Hands the outcomes of all rooms to the handlers of their kinds, at least once, in order within a subject: an entry is dropped when its
/// handler has returned. One <see cref="RoomOutcomes"/> for each room; woken by pub/sub, and each looks by itself every second.
/// </summary>
internal sealed class OutcomesReader(
    IEnumerable<OutcomeKind> kinds, OutcomeInbox inbox, ILeases leases, OutcomeMetrics metrics, RedisLink redis, RedisKeys keys, FactsReader facts,
    IOptions<RoomOptions> options, TimeProvider time, ILogger<OutcomesReader> logger) : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly OutcomeKind[] _kinds = [.. kinds];
    private readonly LoopGuard _guard = new(logger, time);
    private readonly Lock _gate = new();
    private readonly Dictionary<RoomId, Reading> _rooms = [];
    private bool _subscribed;

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Interval, time);
            do
            {
                await _guard.TryAsync("Following the rooms for their outcomes", () => FollowAsync(stoppingToken), stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        finally
        {
            await Task.WhenAll(_rooms.Values.Select(EndAsync));
        }
    }

    private async Task FollowAsync(CancellationToken stop)
    {
        var rooms = facts.Current.Rooms.ToHashSet();
        lock (_gate)
        {
            foreach (var room in rooms.Where(room => !_rooms.ContainsKey(room)))
                _rooms[room] = Begin(room, stop);
        }

        foreach (var (room, reading) in _rooms.Where(one => !rooms.Contains(one.Key)).ToList())
        {
            lock (_gate)
                _rooms.Remove(room);
            await EndAsync(reading);
        }

        await SubscribeAsync();
    }

    private Reading Begin(RoomId room, CancellationToken stop)
    {
        var outcomes = new RoomOutcomes(room, _kinds, inbox, leases, metrics, options.Value, time, logger);
        var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        return new Reading(outcomes, end, Task.Run(() => outcomes.RunAsync(end.Token), CancellationToken.None));
    }

    private static async Task EndAsync(Reading reading)
    {
        await reading.End.CancelAsync();
        await reading.Loop;
        reading.End.Dispose();
        reading.Outcomes.Dispose();
    }

    private async Task SubscribeAsync()
    {
        if (_subscribed)
            return;

        try
        {
            await redis.Subscriber.SubscribeAsync(keys.OutcomeWaits, (_, room) => Wake(room));
            _subscribed = true;
        }
        catch (Exception exception) when (RedisAway.Is(exception))
        {
            // Until then each room looks by itself.
        }
    }

    private void Wake(string? room)
    {
        lock (_gate)
        {
            if (RoomId.TryParse(room, null, out var id) && _rooms.TryGetValue(id, out var reading))
                reading.Outcomes.Wake();
        }
    }

    private sealed record Reading(RoomOutcomes Outcomes, CancellationTokenSource End, Task Loop);
}

using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Spine.State;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Playout;

/// <summary>
/// Publishes what channels show: events to their rooms, from a bounded queue, and each relay's newest state. Only this loop waits for
/// Redis; media never does. A room that Redis refuses holds up no other.
/// </summary>
internal sealed partial class ChannelNotices : LoopService, IRelayListener
{
    private const int Capacity = 512;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(10);

    /// <summary>How long a notice is tried again that a running Redis refuses.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly IRoomAnnouncer _rooms;
    private readonly LiveState _state;
    private readonly RedisLink _redis;
    private readonly ChannelMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<ChannelNotices> _logger;
    private readonly NoticeQueue _notices;
    private readonly ConcurrentDictionary<ChannelId, RelayState> _relays = new();
    private readonly ConcurrentDictionary<ChannelId, bool> _unpublished = new();
    private readonly ConcurrentDictionary<string, long> _said = new(StringComparer.Ordinal);
    private readonly WakeUp _wakeUp = new();
    private readonly LoopGuard _guard;

    /// <summary>What is being sent, by room or relay; only the loop changes it.</summary>
    private readonly Dictionary<string, Task> _lanes = new(StringComparer.Ordinal);

    public ChannelNotices(IRoomAnnouncer rooms, LiveState state, RedisLink redis, ChannelMetrics metrics, TimeProvider time, ILogger<ChannelNotices> logger)
    {
        (_rooms, _state, _redis, _metrics, _time, _logger) = (rooms, state, redis, metrics, time, logger);
        _notices = new NoticeQueue(Capacity, metrics.NoticeDropped);
        _guard = new LoopGuard(logger, time);
    }

    /// <summary>Raised when a relay's state has changed, under the relay's gate: handlers must return at once.</summary>
    public event Action<RelayState>? RelayChanged;

    public void OnRelay(RelayState state)
    {
        RelayChanged?.Invoke(state);
        _relays[state.Channel] = state;
        _unpublished[state.Channel] = true;
        _wakeUp.Set();
    }

    public void OnCut(ChannelId channel, StageId stage, SlotId? slot, EventAuthor by, DateTimeOffset at) =>
        Announce(new Notice(channel.Room, new StageOnAir { Stage = stage, Slot = slot }, at.ToUnixTimeMilliseconds(), $"onair:{stage}:{at.ToUnixTimeMilliseconds()}", by));

    public void OnSlate(ChannelId channel, bool showing, DateTimeOffset at) =>
        Announce(new Notice(channel.Room, new SlateShown { Showing = showing }, at.ToUnixTimeMilliseconds(), $"slate:{showing}:{at.ToUnixTimeMilliseconds()}", Actor.Rule(Rules.ChannelPlays).Author));

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        _redis.Restored += OnRestored;
        // Nothing is sent when the host stops: the next start publishes each relay's state again.
        try
        {
            while (true)
            {
                foreach (var channel in _unpublished.Keys)
                    Begin($"relay {channel}", () => PublishStateAsync(channel, stoppingToken), stoppingToken);
                foreach (var room in _notices.Rooms)
                    Begin($"room {room}", () => AnnounceAsync(room, stoppingToken), stoppingToken);
                await _wakeUp.WaitAsync(stoppingToken);
            }
        }
        finally
        {
            _redis.Restored -= OnRestored;
            await Task.WhenAll(_lanes.Values);
        }
    }

    /// <summary>
    /// Sends what is pending for one room or relay, unless that is under way, and wakes the loop at the end: more may have come. Each goes
    /// by itself: one that fails, or waits for its part of Redis, holds up no other.
    /// </summary>
    private void Begin(string lane, Func<Task<bool>> send, CancellationToken stopping)
    {
        if (_lanes.TryGetValue(lane, out var running) && !running.IsCompleted)
            return;

        _lanes[lane] = LaneAsync(lane, send, stopping);
        _ = _lanes[lane].ContinueWith(_ => _wakeUp.Set(), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    private async Task LaneAsync(string lane, Func<Task<bool>> send, CancellationToken stopping)
    {
        try
        {
            if (!await _guard.TryAsync($"Telling what is pending for {lane}", send, stopping))
                await Task.Delay(Pause, _time, stopping);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    /// <summary>Publishes a relay's newest state; false when it must be tried again.</summary>
    private async Task<bool> PublishStateAsync(ChannelId channel, CancellationToken cancellation)
    {
        _unpublished.TryRemove(channel, out _);
        try
        {
            await _state.PublishAsync(_relays[channel]).WaitAsync(CallTime, _time, cancellation);
            return true;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            _unpublished[channel] = true;
            Say(channel.Value, exception.Message);
            return false;
        }
    }

    /// <summary>Sends a room's notices in order, up to the first that fails; false when it must be tried again.</summary>
    private async Task<bool> AnnounceAsync(RoomId room, CancellationToken cancellation)
    {
        while (_notices.First(room) is { } notice)
        {
            try
            {
                using var limit = new CancellationTokenSource(CallTime, _time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
                await _rooms.AnnounceAsync(notice.Room, notice.Event, notice.ShowAt, notice.OnceId, notice.By, either.Token);
            }
            catch (Exception exception) when (!cancellation.IsCancellationRequested)
            {
                // Usually Redis is away: the queue keeps the notices, and a notice that is sent twice has one effect.
                if (!IsHopeless(notice, exception))
                {
                    Say(room.Value, exception.Message);
                    return false;
                }

                _metrics.NoticeDropped();
                GivenUp(_logger, room.Value, notice.OnceId, exception.Message);
            }

            _notices.Remove(notice);
        }

        return true;
    }

    /// <summary>True when Redis answers, and has refused this notice for <see cref="Patience"/>: those behind it must not wait longer.</summary>
    private bool IsHopeless(Notice notice, Exception exception)
    {
        if (RedisAway.Is(exception) || exception is OperationCanceledException)
        {
            notice.Refused = 0;
            return false;
        }

        if (notice.Refused == 0)
            notice.Refused = _time.GetTimestamp();
        return _time.GetElapsedTime(notice.Refused) > Patience;
    }

    /// <summary>Says at most every ten seconds that a room or relay cannot be told: each tries again twice a second.</summary>
    private void Say(string channel, string reason)
    {
        if (_said.TryGetValue(channel, out var last) && _time.GetElapsedTime(last) < Quiet)
            return;

        _said[channel] = _time.GetTimestamp();
        NotTold(_logger, channel, reason);
    }

    private void Announce(Notice notice)
    {
        _notices.Add(notice);
        _wakeUp.Set();
    }

    private void OnRestored(object? sender, StackExchange.Redis.ConnectionFailedEventArgs restored)
    {
        foreach (var channel in _relays.Keys)
            _unpublished[channel] = true;
        _wakeUp.Set();
    }

    public override void Dispose()
    {
        _wakeUp.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Warning, EventName = "NotTold",
        Message = "What {Channel} shows cannot be published, trying again: {Reason}")]
    private static partial void NotTold(ILogger logger, string channel, string reason);

    [LoggerMessage(Level = LogLevel.Error, EventName = "GivenUp",
        Message = "Redis keeps refusing notice {Notice} of room {Room}, which is dropped: {Reason}")]
    private static partial void GivenUp(ILogger logger, string room, string notice, string reason);
}

using System.Collections.Concurrent;
using System.Threading.Channels;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Spine.State;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Playout;

/// <summary>
/// Publishes what channels show: events to their rooms, from a bounded queue, and each relay's newest state. Only this loop waits for
/// Redis; media never does.
/// </summary>
internal sealed partial class ChannelNotices : LoopService, IRelayListener
{
    private const int Capacity = 512;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan CallTime = TimeSpan.FromSeconds(5);

    private readonly IRoomAnnouncer _rooms;
    private readonly LiveState _state;
    private readonly RedisLink _redis;
    private readonly TimeProvider _time;
    private readonly ILogger<ChannelNotices> _logger;
    private readonly Channel<Notice> _notices;
    private readonly ConcurrentDictionary<ChannelId, RelayState> _relays = new();
    private readonly ConcurrentDictionary<ChannelId, bool> _unpublished = new();
    private readonly WakeUp _wakeUp = new();

    public ChannelNotices(IRoomAnnouncer rooms, LiveState state, RedisLink redis, ChannelMetrics metrics, TimeProvider time, ILogger<ChannelNotices> logger)
    {
        (_rooms, _state, _redis, _time, _logger) = (rooms, state, redis, time, logger);
        _notices = System.Threading.Channels.Channel.CreateBounded<Notice>(
            new BoundedChannelOptions(Capacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true },
            _ => metrics.NoticeDropped());
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

    public void OnCut(ChannelId channel, StageId stage, SlotId? slot, DateTimeOffset at) =>
        Announce(new Notice(channel.Room, new StageOnAir { Stage = stage, Slot = slot }, at.ToUnixTimeMilliseconds(), $"onair:{stage}:{at.ToUnixTimeMilliseconds()}"));

    public void OnSlate(ChannelId channel, bool showing, DateTimeOffset at) =>
        Announce(new Notice(channel.Room, new SlateShown { Showing = showing }, at.ToUnixTimeMilliseconds(), $"slate:{showing}:{at.ToUnixTimeMilliseconds()}"));

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        _redis.Restored += OnRestored;
        // Nothing is sent when the host stops: the next start publishes each relay's state again.
        try
        {
            while (true)
            {
                if (await PublishPendingAsync(stoppingToken))
                    await _wakeUp.WaitAsync(stoppingToken);
                else
                    await Task.Delay(Pause, _time, stoppingToken);
            }
        }
        finally
        {
            _redis.Restored -= OnRestored;
        }
    }

    /// <summary>Publishes all that is pending; false when something must be tried again.</summary>
    private async Task<bool> PublishPendingAsync(CancellationToken cancellation)
    {
        try
        {
            foreach (var channel in _unpublished.Keys)
            {
                _unpublished.TryRemove(channel, out _);
                try
                {
                    await _state.PublishAsync(_relays[channel]).WaitAsync(CallTime, _time, cancellation);
                }
                catch
                {
                    _unpublished[channel] = true;
                    throw;
                }
            }

            while (_notices.Reader.TryPeek(out var notice))
            {
                using var limit = new CancellationTokenSource(CallTime, _time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
                await _rooms.AnnounceAsync(notice.Room, notice.Event, notice.ShowAt, notice.OnceId, either.Token);
                // Meanwhile the queue may have overflowed and dropped this notice.
                if (_notices.Reader.TryPeek(out var first) && ReferenceEquals(first, notice))
                    _notices.Reader.TryRead(out _);
            }

            return true;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // Usually Redis is away: the queue keeps the notices, and a notice that is sent twice has one effect.
            NotTold(_logger, exception.Message);
            return false;
        }
    }

    private void Announce(Notice notice)
    {
        _notices.Writer.TryWrite(notice);
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

    private sealed record Notice(RoomId Room, IEventData Event, long ShowAt, string OnceId);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "NotTold",
        Message = "Room events and relay states cannot be published, trying again: {Reason}")]
    private static partial void NotTold(ILogger logger, string reason);
}

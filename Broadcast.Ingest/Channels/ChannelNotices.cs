using System.Collections.Concurrent;
using System.Threading.Channels;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Hosting;
using Broadcast.Chat.Redis;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.State;
using Broadcast.Ingest.Playout;

namespace Broadcast.Ingest.Channels;

/// <summary>
/// Tells the world what channels show: events for their rooms from a bounded queue, and each relay's newest state. A loop of its own
/// waits for Redis, so that media never does.
/// </summary>
internal sealed partial class ChannelNotices : BackgroundService, IRelayListener
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

    /// <summary>A relay's state has changed. Raised under the relay's gate: handlers must return at once.</summary>
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

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _redis.Restored += OnRestored;
        try
        {
            while (true)
            {
                if (await TellAsync(stoppingToken))
                    await _wakeUp.WaitAsync(stoppingToken);
                else
                    await Task.Delay(Pause, _time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops: what a relay shows is said anew at the next start.
        }
        finally
        {
            _redis.Restored -= OnRestored;
        }
    }

    /// <summary>Tells all there is to tell; false when something must be tried again.</summary>
    private async Task<bool> TellAsync(CancellationToken cancellation)
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
                // While it was told the queue may have run over and dropped it.
                if (_notices.Reader.TryPeek(out var first) && ReferenceEquals(first, notice))
                    _notices.Reader.TryRead(out _);
            }

            return true;
        }
        catch (Exception exception) when (!cancellation.IsCancellationRequested)
        {
            // Redis is away, as a rule: the queue holds what is new, and repeating has one effect.
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

    [LoggerMessage(Level = LogLevel.Warning, EventName = "NotTold", Message = "What channels show was not told yet: {Reason}")]
    private static partial void NotTold(ILogger logger, string reason);
}

using System.Text.Json;
using System.Threading.Channels;
using Broadcast.Chat.Door;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Spine.Yours;
using StackExchange.Redis;

namespace Broadcast.Chat.Yours;

/// <summary>
/// Passes on what has come into persons' inboxes to those of their connections that are on this node, in a room or not. One loop, which never
/// waits for a client (<see cref="YoursOutbox"/>). What reaches no client is not lost: after a notice may have been missed (Redis was away, the
/// queue was full), the node tells all persons to read their inbox.
/// </summary>
internal sealed partial class YoursFeed : LoopService
{
    /// <summary>Messages of Redis that wait for the loop; each is of up to some hundred entries.</summary>
    private const int Queue = 256;

    /// <summary>How often the subscription is tried again while Redis is away.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>How often connections that are still being written to are tried again.</summary>
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(50);

    private readonly RoomLifetime _lifetime;
    private readonly YoursChannel _channel;
    private readonly RedisLink _redis;
    private readonly ChatMetrics _metrics;
    private readonly ILogger<YoursFeed> _logger;
    private readonly LoopGuard _guard;
    private readonly YoursOutbox _outbox;
    private readonly Channel<byte[]> _heard = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(Queue) { SingleReader = true });
    private readonly WakeUp _wake = new();
    private bool _subscribed;
    private int _missed;

    public YoursFeed(RoomLifetime lifetime, YoursChannel channel, RedisLink redis, ChatMetrics metrics, TimeProvider time, ILogger<YoursFeed> logger)
    {
        (_lifetime, _channel, _redis, _metrics, _logger) = (lifetime, channel, redis, metrics, logger);
        _guard = new LoopGuard(logger, time);
        _outbox = new YoursOutbox(metrics, time);
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        _redis.Restored += OnRestored;
        try
        {
            while (true)
            {
                await _guard.TryAsync("Telling persons what is theirs", RoundAsync, stoppingToken);
                await _wake.WaitAsync(_outbox.IsEmpty ? Interval : Again, stoppingToken);
            }
        }
        finally
        {
            _redis.Restored -= OnRestored;
        }
    }

    private async Task RoundAsync()
    {
        if (!_subscribed)
            await TrySubscribeAsync();
        _outbox.Retry(_lifetime.Has);
        if (Interlocked.Exchange(ref _missed, 0) == 1)
            SendAway();
        while (_heard.Reader.TryRead(out var message))
            Send(message);
    }

    private async Task TrySubscribeAsync()
    {
        try
        {
            await _channel.SubscribeAsync(Hear);
            // Persons may have connected before.
            (_subscribed, _missed) = (true, 1);
        }
        catch (Exception exception) when (RedisAway.Is(exception))
        {
            // The next round tries again.
        }
    }

    private void Hear(byte[] message)
    {
        if (!_heard.Writer.TryWrite(message))
        {
            _metrics.YoursDropped.Add(1);
            Interlocked.Exchange(ref _missed, 1);
        }

        _wake.Set();
    }

    private void Send(byte[] message)
    {
        try
        {
            var news = YoursChannel.Read(message).GroupBy(notice => notice.Viewer)
                .ToDictionary(person => person.Key, person => new YoursFrame([.. person.SelectMany(notice => notice.Events)]));
            foreach (var connection in _lifetime.Connections)
                if (news.TryGetValue(connection.Caller.Id, out var frame))
                    _guard.Try("Telling a person what is theirs", () => _outbox.Send(connection, FrameFor(connection.Caller, frame)));
        }
        catch (JsonException fault)
        {
            // A newer Api may write what this node cannot read; the clients find it in the inbox.
            NotUnderstood(_logger, fault.Message);
            SendAway();
        }
    }

    /// <summary>
    /// The frame that a connection gets. A villager at a village site's screen gets an empty one, which only says that there is something to read:
    /// others see that screen, and only Api knows which entries may be shown there.
    /// </summary>
    private static YoursFrame FrameFor(Caller caller, YoursFrame frame) => caller.SiteSession is null ? frame : YoursFrame.Missed;

    /// <summary>Tells all persons that something may have been missed.</summary>
    private void SendAway()
    {
        foreach (var connection in _lifetime.Connections.Where(connection => Caller.IsPerson(connection.Caller.Id)))
            _guard.Try("Telling a person to read the inbox", () => _outbox.Send(connection, YoursFrame.Missed));
    }

    private void OnRestored(object? sender, ConnectionFailedEventArgs e)
    {
        Interlocked.Exchange(ref _missed, 1);
        _wake.Set();
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }

    [LoggerMessage(EventName = nameof(NotUnderstood), Level = LogLevel.Warning, Message = "News of inboxes cannot be read by this version; all persons here are told to read theirs: {Reason}")]
    private static partial void NotUnderstood(ILogger logger, string reason);
}

using System.Diagnostics.Metrics;
using System.Text.Json;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Yours;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Yours;
using Microsoft.EntityFrameworkCore;
using StackExchange.Redis;

namespace Broadcast.Api.Inbox;

/// <summary>
/// Tells the rooms' nodes of committed entries: after each commit in this process, and by looking once a second, because an entry may
/// have come through another process. One process tells at a time, and each entry at least once: one that dies may have told already, and clients pass
/// over what they know. One loop; survives the absence of Redis.
/// </summary>
internal sealed partial class InboxPusher : LoopService
{
    /// <summary>Entries in one message.</summary>
    private const int Batch = 200;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly IDbContextFactory<FestivalDb> _databases;
    private readonly ILeases _leases;
    private readonly YoursChannel _channel;
    private readonly CommitNotice _commits;
    private readonly RedisLink _redis;
    private readonly TimeProvider _time;
    private readonly ILogger<InboxPusher> _logger;
    private readonly Counter<long> _pushed;
    private readonly Counter<long> _faults;
    private readonly LoopGuard _guard;
    private readonly WakeUp _wakeUp = new();

    public InboxPusher(
        IDbContextFactory<FestivalDb> databases, ILeases leases, YoursChannel channel, CommitNotice commits, RedisLink redis, ApiMeter meter, TimeProvider time, ILogger<InboxPusher> logger)
    {
        (_databases, _leases, _channel, _commits, _redis, _time, _logger) = (databases, leases, channel, commits, redis, time, logger);
        _guard = new LoopGuard(logger, time);
        _pushed = meter.Counter("livefestival.api.inbox.pushed", "Entries of inboxes told to the rooms' nodes.");
        _faults = meter.Counter("livefestival.api.inbox.faults", "Times that entries could not be told.");
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        _commits.Committed += _wakeUp.Set;
        _redis.Restored += Restored;
        try
        {
            while (true)
            {
                if (!await _guard.TryAsync("Telling of entries in inboxes", () => PushAsync(stoppingToken), stoppingToken))
                    _faults.Add(1);
                await _wakeUp.WaitAsync(Interval, stoppingToken);
            }
        }
        finally
        {
            _commits.Committed -= _wakeUp.Set;
            _redis.Restored -= Restored;
        }
    }

    private async Task PushAsync(CancellationToken cancellation)
    {
        try
        {
            await _leases.UnderAsync("inbox.telling", _ => PushAllAsync(cancellation), cancellation);
        }
        catch (Exception exception) when (RedisAway.Is(exception) || DatabaseAway.Is(exception))
        {
            // What was not told is still marked so; persons find it in their inbox meanwhile.
            _faults.Add(1);
            NotPushed(_logger, exception.Message);
        }
    }

    private async Task PushAllAsync(CancellationToken cancellation)
    {
        while (await PushBatchAsync(cancellation) == Batch)
        {
            // More may wait.
        }
    }

    private async Task<int> PushBatchAsync(CancellationToken cancellation)
    {
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        var items = await database.InboxItems.AsNoTracking().Where(item => item.PushedAt == null).OrderBy(item => item.Id).Take(Batch).ToListAsync(cancellation);
        if (items.Count == 0)
            return 0;

        await _channel.PublishAsync(items.GroupBy(item => item.Viewer).Select(
            person => new YoursNotice { Viewer = person.Key, Events = [.. person.OrderBy(item => item.Position).Select(Event)] }));
        var ids = items.ConvertAll(item => item.Id);
        var now = _time.GetUtcNow();
        await using var transaction = await database.JoinAsync(cancellation);
        await database.InboxItems.Where(item => ids.Contains(item.Id)).ExecuteUpdateAsync(set => set.SetProperty(item => item.PushedAt, now), cancellation);
        await transaction.CommitAsync(cancellation);
        _pushed.Add(items.Count);
        return items.Count;
    }

    private static YoursEvent Event(InboxItem item)
    {
        using var data = JsonDocument.Parse(item.Document);
        return new YoursEvent { Position = item.Position, Type = item.Type, At = item.At.ToUnixTimeMilliseconds(), Data = new RawYours(data.RootElement.Clone()) };
    }

    private void Restored(object? sender, ConnectionFailedEventArgs e) => _wakeUp.Set();

    public override void Dispose()
    {
        _wakeUp.Dispose();
        base.Dispose();
    }

    [LoggerMessage(EventName = nameof(NotPushed), Level = LogLevel.Warning, Message = "New entries of inboxes were not told to the rooms; the next round tries again: {Reason}")]
    private static partial void NotPushed(ILogger logger, string reason);
}

using System.Diagnostics.Metrics;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Redis;
using Microsoft.EntityFrameworkCore;
using StackExchange.Redis;

namespace Broadcast.Api.Facts;

/// <summary>
/// Keeps the facts in Redis equal to the database: at start, after each commit in this process, and by looking once a second, because
/// another process may have written and Redis may have lost its data. One process writes, and the others tell it of their commits. One loop; survives
/// the absence of Redis.
/// Facts that this database's do not replace are left alone (<see cref="IsBehind"/>): what two processes with two databases write does not
/// take turns.
/// </summary>
internal sealed partial class FactsKeeper : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private readonly IDbContextFactory<FestivalDb> _databases;
    private readonly FactsDocument _document;
    private readonly FactsWriter _writer;
    private readonly ILeases _leases;
    private readonly TimeProvider _time;
    private readonly ILogger<FactsKeeper> _logger;
    private readonly CommitNotice _commits;
    private readonly RedisLink _redis;
    private readonly RedisKeys _keys;
    private readonly Counter<long> _writes;
    private readonly Counter<long> _faults;
    private readonly LoopGuard _guard;
    private readonly WakeUp _wakeUp = new();
    private volatile bool _behind;

    /// <summary>Whether this process has written: what an older build wrote lacks what this one adds.</summary>
    private bool _begun;
    private bool _subscribed;

    public FactsKeeper(
        IDbContextFactory<FestivalDb> databases, FactsDocument document, FactsWriter writer, ILeases leases, CommitNotice commits, RedisLink redis, RedisKeys keys,
        ApiMeter meter, TimeProvider time, ILogger<FactsKeeper> logger)
    {
        (_databases, _document, _writer, _leases, _commits, _redis, _keys, _time, _logger) = (databases, document, writer, leases, commits, redis, keys, time, logger);
        _guard = new LoopGuard(logger, time);
        _writes = meter.Counter("livefestival.api.facts.writes", "Facts documents written to Redis.");
        _faults = meter.Counter("livefestival.api.facts.faults", "Times that the facts could not be written.");
    }

    /// <summary>
    /// True when Redis has facts of a later lineage than this database, or of a later revision: another process has another database, or an
    /// old copy was put back without <c>deploy/restore.sh</c>.
    /// </summary>
    public bool IsBehind => _behind;

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        _commits.Committed += _wakeUp.Set;
        _redis.Restored += Restored;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                if (!await _guard.TryAsync("Writing the facts", () => LookAsync(stoppingToken), stoppingToken))
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

    private async Task LookAsync(CancellationToken cancellation)
    {
        try
        {
            await SubscribeAsync();
            // Redis first: what another process has written from this database was committed before, so that it cannot be later than what is read here.
            var published = await _writer.StampAsync();
            await using var database = await _databases.CreateDbContextAsync(cancellation);
            var own = await FactsDocument.StampAsync(database, cancellation);
            Compare(own, published);
            if ((own == published && _begun) || _behind)
                return;

            if (!await _leases.UnderAsync("facts", lease => WriteAsync(database, lease, cancellation), cancellation) && own != published)
                await _redis.Subscriber.PublishAsync(_keys.FactsWait, RedisValue.EmptyString);
        }
        catch (Exception exception) when (RedisAway.Is(exception) || exception is TimeoutException || DatabaseAway.Is(exception))
        {
            // The next look tries again; readers keep their last copy meanwhile.
            _faults.Add(1);
            NotWritten(_logger, exception.GetBaseException().Message);
        }
    }

    private async Task WriteAsync(FestivalDb database, Lease lease, CancellationToken cancellation)
    {
        var facts = await _document.ReadAsync(database, _time.GetUtcNow(), cancellation);
        if (!await _writer.WriteAsync(facts, lease))
            return;

        _begun = true;
        _writes.Add(1);
        Written(_logger, facts.Revision);
    }

    /// <summary>Hears of commits in other processes; until then it looks once a second.</summary>
    private async Task SubscribeAsync()
    {
        if (_subscribed)
            return;

        await _redis.Subscriber.SubscribeAsync(_keys.FactsWait, (_, _) => _wakeUp.Set());
        _subscribed = true;
    }

    private void Compare(FactsStamp own, FactsStamp? published)
    {
        var behind = published is { } other && other != own && !own.Replaces(other);
        if (behind && !_behind)
            Behind(_logger, own.Revision, own.Lineage, published!.Value.Revision, published.Value.Lineage);
        _behind = behind;
    }

    /// <summary>A Redis that was away may have come back with older data.</summary>
    private void Restored(object? sender, ConnectionFailedEventArgs e) => _wakeUp.Set();

    public override void Dispose()
    {
        _wakeUp.Dispose();
        base.Dispose();
    }

    [LoggerMessage(EventName = nameof(Written), Level = LogLevel.Debug, Message = "Facts of revision {Revision} written")]
    private static partial void Written(ILogger logger, long revision);

    [LoggerMessage(EventName = nameof(Behind), Level = LogLevel.Error, Message =
        "This database (revision {OwnRevision} of lineage {Own}) is behind the facts in Redis (revision {PublishedRevision} of lineage {Published}): "
        + "its changes reach no node. If it is to win, put it back with deploy/restore.sh --above and that lineage; if not, end this process")]
    private static partial void Behind(ILogger logger, long ownRevision, long own, long publishedRevision, long published);

    [LoggerMessage(EventName = nameof(NotWritten), Level = LogLevel.Warning, Message = "Facts were not written: {Reason}")]
    private static partial void NotWritten(ILogger logger, string reason);
}

using System.Diagnostics.Metrics;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Spine.Windows;
using Microsoft.EntityFrameworkCore;
using StackExchange.Redis;

namespace Broadcast.Api.Windows;

/// <summary>
/// Shows the book's windows in their rooms. What is told is read from the committed steps: after a step of this process at once, and by looking once
/// a second, because another process may have died before it told. Windows that live, or have just ended, are told again and again: a room
/// passes over what it was told, and has all of it again when Redis has lost it. One loop; survives the absence of Redis and of the database.
/// </summary>
internal sealed partial class BookTeller : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>For how long a result is told again to a room that has lost it.</summary>
    private static readonly TimeSpan ResultShown = TimeSpan.FromDays(1);

    private readonly Dictionary<string, IBookKind> _kinds;
    private readonly IBookRooms _rooms;
    private readonly IDbContextFactory<FestivalDb> _databases;
    private readonly StepNotice _notice;
    private readonly RedisLink _redis;
    private readonly TimeProvider _time;
    private readonly ILogger<BookTeller> _logger;
    private readonly Counter<long> _told;
    private readonly Counter<long> _faults;
    private readonly LoopGuard _guard;
    private readonly WakeUp _wakeUp = new();

    public BookTeller(
        IEnumerable<IBookKind> kinds, IBookRooms rooms, IDbContextFactory<FestivalDb> databases, StepNotice notice, RedisLink redis, ApiMeter meter, TimeProvider time,
        ILogger<BookTeller> logger)
    {
        (_rooms, _databases, _notice, _redis, _time, _logger) = (rooms, databases, notice, redis, time, logger);
        _kinds = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);
        _guard = new LoopGuard(logger, time);
        _told = meter.Counter("livefestival.api.windows.told", "Steps of the database's windows told to their rooms.");
        _faults = meter.Counter("livefestival.api.windows.faults", "Times that a window could not be told.");
    }

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        _notice.Stepped += _wakeUp.Set;
        _redis.Restored += Restored;
        try
        {
            while (true)
            {
                if (!await _guard.TryAsync("Telling rooms of the database's windows", () => LookAsync(stoppingToken), stoppingToken))
                    _faults.Add(1);
                await _wakeUp.WaitAsync(Interval, stoppingToken);
            }
        }
        finally
        {
            _notice.Stepped -= _wakeUp.Set;
            _redis.Restored -= Restored;
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        try
        {
            await using var database = await _databases.CreateDbContextAsync(stop);
            var book = await database.FactsStates.Select(state => state.Epoch).SingleAsync(stop);
            var since = _time.UnixNow() - (long)ResultShown.TotalMilliseconds;
            var windows = await database.BookWindows.AsNoTracking()
                .Where(window => window.ToldRevision < window.Revision || (window.State != WindowLife.Settled && window.State != WindowLife.Voided) || window.At > since)
                .OrderBy(window => window.At).ToListAsync(stop);
            // Apart for each stage: one whose part of Redis does not answer keeps no other waiting for long.
            foreach (var stage in windows.GroupBy(window => window.StageId))
                await _guard.TryAsync("Telling a stage of its windows", () => TellAsync(database, stage, book, stop), stop);
        }
        catch (Exception exception) when (DatabaseAway.Is(exception))
        {
            _faults.Add(1);
            NotTold(_logger, exception.GetBaseException().Message);
        }
    }

    private async Task TellAsync(FestivalDb database, IEnumerable<BookWindow> windows, string book, CancellationToken stop)
    {
        try
        {
            foreach (var window in windows)
                await TellAsync(database, window, book, stop);
        }
        catch (Exception exception) when (RedisAway.Is(exception))
        {
            // What was not told is still marked so, and the windows go on.
            _faults.Add(1);
            NotTold(_logger, exception.GetBaseException().Message);
        }
    }

    private async Task TellAsync(FestivalDb database, BookWindow window, string book, CancellationToken stop)
    {
        // A kind that this build does not know is for a newer process.
        if (!_kinds.TryGetValue(window.Kind, out var kind))
            return;

        var steps = await database.BookSteps.AsNoTracking().Where(step => step.Window == window.Id && step.Revision <= window.Revision).OrderBy(step => step.Revision).ToListAsync(stop);
        var told = await _rooms.TellAsync(new ToldWindow(
            window.StageId, window.Kind, window.Id, book,
            [.. Needed(steps).Select(step => (step, Data: kind.EventOf(window, step))).Where(one => one.Data is not null).Select(one => new ToldStep(one.step.Revision, one.step.At, one.step.By, one.Data!))]));
        _told.Add(told);
        if (window.ToldRevision < window.Revision)
        {
            await database.BookWindows.Where(row => row.Id == window.Id && row.ToldRevision < window.Revision)
                .ExecuteUpdateAsync(row => row.SetProperty(kept => kept.ToldRevision, window.Revision), stop);
        }
    }

    /// <summary>Of pauses that are over only the last one: a room that knows nothing yet needs no others, and one that was told them has them.</summary>
    private static IEnumerable<BookStep> Needed(List<BookStep> steps)
    {
        var last = steps.Count == 0 ? 0 : steps[^1].Pauses;
        return steps.Where(step => step.Pauses == 0 || step.Pauses == last);
    }

    /// <summary>A Redis that was away may have come back with less.</summary>
    private void Restored(object? sender, ConnectionFailedEventArgs e) => _wakeUp.Set();

    public override void Dispose()
    {
        _wakeUp.Dispose();
        base.Dispose();
    }

    [LoggerMessage(EventName = nameof(NotTold), Level = LogLevel.Warning, Message = "Rooms were not told of the database's windows; the next round tries again: {Reason}")]
    private static partial void NotTold(ILogger logger, string reason);
}

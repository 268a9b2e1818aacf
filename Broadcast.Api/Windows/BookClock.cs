using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Time;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Windows;

/// <summary>
/// Takes the steps of the book's windows when they are due. The due queue is a column of the windows. Every process looks; one at a time has the turn
/// of a window, and every step is conditional anyway. One loop; survives the absence of the database. A process whose clock is not set yet waits.
/// </summary>
internal sealed partial class BookClock(
    BookKernel kernel, IDbContextFactory<FestivalDb> databases, StepNotice notice, TimeProvider time, ILogger<BookClock> logger) : LoopService
{
    private const int Page = 64;

    /// <summary>Another process may have made something due.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(20);

    private readonly LoopGuard _guard = new(logger, time);
    private readonly WakeUp _wakeUp = new();

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        notice.Stepped += _wakeUp.Set;
        try
        {
            while (true)
            {
                var pause = Longest;
                await _guard.TryAsync("Looking for windows whose time has come", async () => pause = await LookAsync(stoppingToken), stoppingToken);
                await _wakeUp.WaitAsync(pause, stoppingToken);
            }
        }
        finally
        {
            notice.Stepped -= _wakeUp.Set;
        }
    }

    /// <summary>Takes what is due. Returns for how long there is nothing to do.</summary>
    private async Task<TimeSpan> LookAsync(CancellationToken stop)
    {
        if (!time.IsAgreed())
            return Longest;

        try
        {
            await using var database = await databases.CreateDbContextAsync(stop);
            var earlier = BookKernel.OfEarlierLife(database).OrderBy(window => window.Id);
            var next = database.BookWindows.AsNoTracking().Where(window => window.DueAt != null).OrderBy(window => window.DueAt).ThenBy(window => window.Id);
            var (voided, _) = await TakeAllAsync("Voiding a window of an earlier life of the database", earlier, _ => true, stop);
            var (moved, later) = await TakeAllAsync("Taking the step of a window that is due", next, window => window.DueAt <= time.UnixNow(), stop);
            return voided || moved ? Shortest : Until(later);
        }
        catch (Exception exception) when (DatabaseAway.Is(exception))
        {
            // Meanwhile nothing opens or closes, and no entry is taken either.
            Away(logger, exception.GetBaseException().Message);
            return Longest;
        }
    }

    /// <summary>
    /// Takes a step of each of these windows that is due, page by page. Those that cannot step are passed over, so they hold up no later one. Returns
    /// whether a step was taken, and the first window that is not due.
    /// </summary>
    private async Task<(bool Moved, BookWindow? Later)> TakeAllAsync(string doing, IQueryable<BookWindow> windows, Predicate<BookWindow> due, CancellationToken stop)
    {
        var moved = false;
        for (var left = 0; ;)
        {
            var page = await windows.Skip(left).Take(Page).ToListAsync(stop);
            var later = page.FindIndex(window => !due(window));
            foreach (var window in later < 0 ? page : page[..later])
            {
                if (await _guard.TryAsync($"{doing} ({window.Kind})", () => StepAsync(window, stop), stop))
                    moved = true;
                else
                    left++;
            }

            if (later >= 0 || page.Count < Page)
                return (moved, later < 0 ? null : page[later]);
        }
    }

    /// <summary>False when somebody else has taken it.</summary>
    private async Task<bool> StepAsync(BookWindow seen, CancellationToken stop)
    {
        await using var database = await databases.CreateDbContextAsync(stop);
        await using var turn = await database.BeginTurnAsync($"window:{seen.Id}", stop);
        var move = await kernel.TakeDueAsync(database, seen, stop);
        await turn.CommitAsync(stop);
        if (move.Taken)
            notice.Raise();
        return move.Taken;
    }

    private TimeSpan Until(BookWindow? window)
    {
        var left = TimeSpan.FromMilliseconds(window is null ? Longest.TotalMilliseconds : Math.Max(0, window.DueAt!.Value - time.UnixNow() + 1));
        return left < Shortest ? Shortest : left < Longest ? left : Longest;
    }

    public override void Dispose()
    {
        _wakeUp.Dispose();
        base.Dispose();
    }

    [LoggerMessage(EventName = nameof(Away), Level = LogLevel.Warning, Message = "Windows are opened and closed later, because the database is away: {Reason}")]
    private static partial void Away(ILogger logger, string reason);
}

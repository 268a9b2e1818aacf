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
            var next = await database.BookWindows.AsNoTracking().Where(window => window.DueAt != null).OrderBy(window => window.DueAt).Take(Page).ToListAsync(stop);
            var moved = false;
            foreach (var window in await BookKernel.OfEarlierLife(database).Take(Page).ToListAsync(stop))
                moved |= await _guard.TryAsync($"Voiding a {window.Kind} of an earlier life of the database", () => StepAsync(window, stop), stop);
            foreach (var window in next.Where(window => window.DueAt <= time.UnixNow()))
                moved |= await _guard.TryAsync($"Taking the step of a {window.Kind} that is due", () => StepAsync(window, stop), stop);
            return moved ? Shortest : Until(next.FirstOrDefault(window => window.DueAt > time.UnixNow()));
        }
        catch (Exception exception) when (DatabaseAway.Is(exception))
        {
            // Meanwhile nothing opens or closes, and no entry is taken either.
            Away(logger, exception.GetBaseException().Message);
            return Longest;
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

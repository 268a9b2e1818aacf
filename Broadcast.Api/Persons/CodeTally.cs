using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Persons;

/// <summary>Counts in the database, in periods of UTC that all processes share.</summary>
internal sealed class CodeTally(FestivalDb database, TimeProvider time)
{
    public static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Counts one more in the period of now, if fewer than <paramref name="most"/> were counted in it; else the time until the next one.</summary>
    public async Task<TimeSpan?> TakeAsync(string subject, TimeSpan period, int most, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var until = UntilOf(now, period);
        // Two calls may insert the same row at the same moment: the one that fails counts again, and finds the other's row.
        for (var first = true; ; first = false)
        {
            // One statement: the database lets no two processes count to the same number.
            if (await Of(subject, until).Where(known => known.Sent < most).ExecuteUpdateAsync(known => known.SetProperty(row => row.Sent, row => row.Sent + 1), cancellation) > 0)
                return null;
            if (await Of(subject, until).AnyAsync(known => known.Sent >= most, cancellation))
                return until - now;

            try
            {
                await database.CodeCounts.Where(old => old.Until <= now).ExecuteDeleteAsync(cancellation);
                database.CodeCounts.Add(new CodeCount { Subject = subject, Until = until, Sent = 1 });
                await database.SaveChangesAsync(cancellation);
                return null;
            }
            catch (DbUpdateException) when (first)
            {
                database.ChangeTracker.Clear();
            }
        }
    }

    /// <summary>The time until the next period, when as many as <paramref name="most"/> were counted in this one; counts nothing.</summary>
    public async Task<TimeSpan?> WaitAsync(string subject, TimeSpan period, int most, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var until = UntilOf(now, period);
        return await Of(subject, until).AnyAsync(known => known.Sent >= most, cancellation) ? until - now : null;
    }

    /// <summary>How many were counted in the current period.</summary>
    public Task<int> CountAsync(string subject, TimeSpan period, CancellationToken cancellation) =>
        Of(subject, UntilOf(time.GetUtcNow(), period)).Select(known => known.Sent).SingleOrDefaultAsync(cancellation);

    /// <summary>Counts one less in the period that contains <paramref name="at"/>. A later period is not changed.</summary>
    public Task GiveBackAsync(string subject, TimeSpan period, DateTimeOffset at, CancellationToken cancellation) =>
        Of(subject, UntilOf(at, period)).Where(known => known.Sent > 0)
            .ExecuteUpdateAsync(known => known.SetProperty(row => row.Sent, row => row.Sent - 1), cancellation);

    private IQueryable<CodeCount> Of(string subject, DateTimeOffset until) => database.CodeCounts.Where(count => count.Subject == subject && count.Until == until);

    /// <summary>The end of the period that contains this moment.</summary>
    private static DateTimeOffset UntilOf(DateTimeOffset at, TimeSpan period) => new(at.UtcTicks - (at.UtcTicks % period.Ticks) + period.Ticks, TimeSpan.Zero);
}

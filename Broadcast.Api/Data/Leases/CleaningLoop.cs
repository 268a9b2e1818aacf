using System.Diagnostics.Metrics;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;

namespace Broadcast.Api.Data.Leases;

/// <summary>
/// Removes what is old: at start, and once an hour, in one process at a time. A round that fails is counted, and the next one removes the rest.
/// </summary>
/// <param name="lease">The name of the lease under which it works.</param>
/// <param name="what">What it removes, for the log, such as <c>old audit entries</c>.</param>
/// <param name="leases">Of this process.</param>
/// <param name="faults">Counts the rounds that failed.</param>
/// <param name="time">The festival's clock.</param>
/// <param name="logger">Of the loop that derives from this one.</param>
internal abstract partial class CleaningLoop(string lease, string what, ILeases leases, Counter<long> faults, TimeProvider time, ILogger logger) : LoopService
{
    /// <summary>Rows that one transaction removes: SQLite has one writer, and the others wait for it.</summary>
    protected const int Batch = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);
    private readonly LoopGuard _guard = new(logger, time);

    /// <summary>Removes what is old now.</summary>
    public abstract Task CleanAsync(CancellationToken cancellation);

    /// <summary>Some at a time, each time in a transaction of its own, until fewer than <see cref="Batch"/> are changed.</summary>
    /// <param name="database">Where.</param>
    /// <param name="some">Changes at most <see cref="Batch"/> rows, and returns how many.</param>
    /// <param name="cancellation">Ends it between two transactions.</param>
    /// <returns>How many were changed in all.</returns>
    protected static async Task<int> InBatchesAsync(FestivalDb database, Func<Task<int>> some, CancellationToken cancellation)
    {
        int changed, all = 0;
        do
        {
            await using var transaction = await database.JoinAsync(cancellation);
            changed = await some();
            await transaction.CommitAsync(cancellation);
            all += changed;
        }
        while (changed == Batch);
        return all;
    }

    protected sealed override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            if (!await _guard.TryAsync($"Removing {what}", () => TryCleanAsync(stoppingToken), stoppingToken))
                faults.Add(1);
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryCleanAsync(CancellationToken cancellation)
    {
        try
        {
            await leases.UnderAsync(lease, _ => CleanAsync(cancellation), cancellation);
        }
        catch (Exception fault) when (DatabaseAway.Is(fault))
        {
            // The next round removes the rest.
            faults.Add(1);
            NotCleaned(logger, what, fault.GetBaseException().Message);
        }
    }

    [LoggerMessage(EventName = nameof(NotCleaned), Level = LogLevel.Warning, Message = "Not removed: {What}; the next round tries again: {Reason}")]
    private static partial void NotCleaned(ILogger logger, string what, string reason);
}

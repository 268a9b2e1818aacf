using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Data.Leases;

/// <summary>
/// Takes, renews and gives back leases in the database: each change is one conditional statement. The time is the caller's clock, never the
/// database's.
/// </summary>
internal sealed class LeaseTable(IDbContextFactory<FestivalDb> databases, TimeProvider time)
{
    /// <summary>All leases.</summary>
    public async Task<IReadOnlyList<LeaseRow>> ReadAsync(CancellationToken cancellation)
    {
        await using var database = Open();
        return await database.Leases.AsNoTracking().OrderBy(lease => lease.Name).ToListAsync(cancellation);
    }

    /// <summary>Renews what the holder has of these. What another one has taken is left alone, so read it afterwards.</summary>
    public async Task RenewAsync(string holder, IReadOnlyList<string> names, TimeSpan duration, CancellationToken cancellation)
    {
        await using var database = Open();
        var until = time.GetUtcNow() + duration;
        await database.Leases.Where(lease => lease.Holder == holder && names.Contains(lease.Name))
            .ExecuteUpdateAsync(lease => lease.SetProperty(row => row.Until, until), cancellation);
    }

    /// <summary>
    /// Takes a lease that is free, or takes the holder's own anew. Returns its number, which is greater than any before it: by one, and in a database that was
    /// restored by more, because those after the backup are not known there; all of them are lower than the lineage, which is the time of the restoring. Null when another one has it.
    /// </summary>
    /// <param name="name">The lease.</param>
    /// <param name="holder">Who takes it.</param>
    /// <param name="duration">For how long.</param>
    /// <param name="above">A number that another store has seen.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    public async Task<long?> TakeAsync(string name, string holder, TimeSpan duration, long above, CancellationToken cancellation)
    {
        await using var database = Open();
        var known = await database.Leases.AsNoTracking().SingleOrDefaultAsync(lease => lease.Name == name, cancellation);
        var now = time.GetUtcNow();
        if (known is not null && known.Holder != holder && !known.IsFree(now))
            return null;

        var lineage = await database.FactsStates.Select(state => state.Lineage).SingleAsync(cancellation);
        var number = Math.Max(Math.Max(known?.Number ?? 0, above) + 1, lineage);
        var until = now + duration;
        if (known is null)
        {
            database.Add(new LeaseRow { Name = name, Holder = holder, Number = number, Until = until });
            return await database.SaveUnlessTakenAsync<LeaseRow>(cancellation) ? number : null;
        }

        // As it was read, so that of several at once one has it.
        var taken = await database.Leases.Where(lease => lease.Name == name && lease.Holder == known.Holder && lease.Number == known.Number && lease.Until == known.Until)
            .ExecuteUpdateAsync(
                lease => lease.SetProperty(row => row.Holder, holder).SetProperty(row => row.Number, number).SetProperty(row => row.Until, until).SetProperty(row => row.Asked, (string?)null),
                cancellation);
        return taken == 1 ? number : null;
    }

    /// <summary>Lets others take a lease at once; who asked for it comes first (<see cref="LeaseShare"/>).</summary>
    public async Task GiveBackAsync(string name, string holder, long number, CancellationToken cancellation)
    {
        await using var database = Open();
        var now = time.GetUtcNow();
        await database.Leases.Where(lease => lease.Name == name && lease.Holder == holder && lease.Number == number)
            .ExecuteUpdateAsync(lease => lease.SetProperty(row => row.Until, now), cancellation);
    }

    /// <summary>Asks the holder of a lease to give it back.</summary>
    public async Task AskAsync(LeaseRow lease, string asking, CancellationToken cancellation)
    {
        await using var database = Open();
        await database.Leases.Where(row => row.Name == lease.Name && row.Holder == lease.Holder && row.Number == lease.Number && row.Asked == null)
            .ExecuteUpdateAsync(row => row.SetProperty(asked => asked.Asked, asking), cancellation);
    }

    /// <summary>Past the lease under which the caller may be working.</summary>
    private FestivalDb Open()
    {
        var database = databases.CreateDbContext();
        database.Hold = null;
        return database;
    }
}

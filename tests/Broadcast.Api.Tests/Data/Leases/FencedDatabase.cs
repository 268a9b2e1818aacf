using Broadcast.Api.Data;
using Broadcast.Api.Data.Leases;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Api.Tests.Data.Leases;

/// <summary>A database, and the leases of two processes, a and b, in it.</summary>
internal sealed class FencedDatabase : IAsyncDisposable
{
    private static readonly TimeSpan Lasting = TimeSpan.FromMinutes(1);
    private readonly LeaseTable _table;
    private readonly TestDatabase _database;
    private int _made;

    private FencedDatabase(TestDatabase database, DataHost host)
    {
        (_database, Host) = (database, host);
        _table = new LeaseTable(host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>(), TimeProvider.System);
    }

    public DataHost Host { get; }

    /// <summary>The name of the lease that is taken.</summary>
    public string Name { get; private set; } = "";

    public static async Task<FencedDatabase> StartAsync(Engine engine)
    {
        var (database, host) = await TestDatabase.StartedAsync(engine);
        return new FencedDatabase(database, host);
    }

    /// <summary>Another lease, which nobody has.</summary>
    public void Begin() => Name = $"work.{++_made}";

    public async Task<LeaseHold> TakeAsync(string holder, TimeSpan? patience = null)
    {
        var number = (await _table.TakeAsync(Name, holder, Lasting, above: 0, CancellationToken.None))!.Value;
        return new LeaseHold(Name, holder, number, patience ?? Lasting, TimeProvider.System, TimeProvider.System.GetTimestamp());
    }

    /// <summary>Its lease ends, and another process takes it.</summary>
    public async Task PassOnAsync(LeaseHold hold)
    {
        await _table.GiveBackAsync(Name, "a", hold.Lease.Number, CancellationToken.None);
        await TakeAsync("b");
    }

    /// <summary>Changes a row in a transaction of the holder.</summary>
    public async Task RaiseAsync(LeaseHold hold)
    {
        await using var database = Open(hold);
        await using var transaction = await database.JoinAsync(CancellationToken.None);
        await Raise(database);
        await transaction.CommitAsync(CancellationToken.None);
    }

    public static Task<int> Raise(FestivalDb database) => database.FactsStates.ExecuteUpdateAsync(state => state.SetProperty(row => row.Revision, row => row.Revision + 1));

    public FestivalDb Open(LeaseHold hold)
    {
        var database = Host.Open();
        database.Hold = hold;
        return database;
    }

    public Task<IReadOnlyList<string>> ReadAsync(string query) => _database.ReadAsync(query);

    public ValueTask DisposeAsync() => _database.DisposeAsync();
}

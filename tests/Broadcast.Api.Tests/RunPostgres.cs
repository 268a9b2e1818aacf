using Broadcast.Api.Tests.Data;
using TestKit.Postgres;

namespace Broadcast.Api.Tests;

/// <summary>One PostgreSQL for the whole test run; every host has its own database, a copy of one that is migrated once.</summary>
[SetUpFixture]
public sealed class RunPostgres
{
    private static string _migrated = null!;

    public static PostgresServer Server { get; private set; } = null!;

    /// <summary>A database with all tables and nothing in them.</summary>
    public static Task<string> DatabaseAsync() => Server.CreateDatabaseAsync(_migrated);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        Server = await PostgresServer.StartAsync();
        _migrated = await Server.CreateDatabaseAsync();
        await using var database = new TestDatabase(Engine.Postgres, _migrated);
        await database.Host().StartAsync();
        // Each copy begins as a database of its own.
        await database.ExecuteAsync("""DELETE FROM "Facts" """);
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await Server.DisposeAsync();
}

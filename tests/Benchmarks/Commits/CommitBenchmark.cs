using System.Diagnostics;
using System.Diagnostics.Metrics;
using Broadcast.Api.Catalog;
using Broadcast.Api.Commits;
using Broadcast.Api.Data;
using Broadcast.Api.Prizes;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using TestKit;
using TestKit.Postgres;

namespace Benchmarks.Commits;

/// <summary>
/// How many promises a second are written when all want the same product: one hot row, a movement and a reservation for each, every commit
/// on the disk. Beside it the same with a transaction for each, and on SQLite a bare loop of INSERTs (<see cref="BareInserts"/>).
/// </summary>
internal static class CommitBenchmark
{
    private const int Callers = 2000;
    private const int Most = 500;
    private static readonly ProductId Egg = ProductId.Parse("egg");

    public static async Task RunAsync(double seconds)
    {
        using var folder = new TemporaryFolder();
        await MeasureAsync(
            "SQLite", $"Data Source={folder.File("data/bench.db")}", seconds,
            ["PRAGMA journal_mode", "PRAGMA synchronous", "PRAGMA secure_delete", "PRAGMA cache_size", "PRAGMA wal_autocheckpoint"], $"Data Source={folder.File("roof/bench.db")}");
        await using var server = await PostgresServer.StartAsync(durable: true);
        await MeasureAsync("PostgreSQL", await server.CreateDatabaseAsync(), seconds, ["SHOW server_version", "SHOW fsync", "SHOW synchronous_commit", "SHOW full_page_writes"], roof: null);
    }

    private static async Task MeasureAsync(string name, string connection, double seconds, string[] settings, string? roof)
    {
        using var host = await BenchDatabase.StartAsync(connection);
        var databases = host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>();
        await using (var database = await databases.CreateDbContextAsync())
        {
            database.Add(new Product { Id = Egg, Name = "egg", Price = 1, Currency = "CNY", Url = "/x", Stock = StockBook.Most, Counted = true });
            await database.SaveChangesAsync();
            Console.WriteLine($"{name}: {string.Join(", ", await SettingsAsync(database, settings))}");
        }

        if (roof is not null)
            using (await BenchDatabase.StartAsync(roof))
                Console.WriteLine("  the roof's tables are in a file of their own, with the same settings");

        var (together, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round < 3; round++)
        {
            together.Add(await RunAsync(host.Services, databases, Most, seconds));
            if (roof is not null)
                bare.Add(BareInserts.Measure(roof, Most, seconds));
            if (round < 2)
                await RunAsync(host.Services, databases, 1, seconds);
        }

        var median = together.Order().ElementAt(1);
        Console.WriteLine($"  median {median:n0} a second" + (bare.Count == 0 ? "" : $"; a bare loop of INSERTs {string.Join(", ", bare.Select(each => $"{each:n0}"))}: {median / bare.Order().ElementAt(1):p0} of it"));
    }

    private static async Task<double> RunAsync(IServiceProvider services, IDbContextFactory<FestivalDb> databases, int most, double seconds)
    {
        var commits = new GroupCommit<PromisePrize, QuestionId>(
            new PrizeStock(TimeProvider.System, NullLogger<PrizeStock>.Instance), databases, new GroupCommitOptions { Most = most },
            new CommitMetrics(new ApiMeter(services.GetRequiredService<IMeterFactory>())), TimeProvider.System, NullLogger.Instance);
        var before = await CountAsync(databases);
        var (watch, done, busy) = (Stopwatch.StartNew(), 0L, Environment.CpuUsage.TotalTime);
        var waits = new long[Callers];
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            for (var i = 0; watch.Elapsed.TotalSeconds < seconds; i++)
            {
                var begun = Stopwatch.GetTimestamp();
                var question = QuestionId.Parse($"gushi.{Guid.NewGuid():N}");
                var answer = await commits.WriteAsync(new PromisePrize { Key = $"{question}", Question = question, Product = Egg, Units = 1 });
                if (answer.Failed)
                    throw new InvalidOperationException(answer.Error.Message);
                Interlocked.Increment(ref done);
                waits[caller] = Math.Max(waits[caller], Stopwatch.GetTimestamp() - begun);
            }
        })));
        var took = watch.Elapsed;
        busy = Environment.CpuUsage.TotalTime - busy;
        var rows = await CountAsync(databases) - before;
        Console.WriteLine(
            $"  at most {most,3} in a transaction: {done / took.TotalSeconds,8:n0} a second, {busy.TotalMicroseconds / done,4:n0} µs of processor each ({done} acknowledged, {rows} rows of each "
            + $"table counted after, longest wait {Stopwatch.GetElapsedTime(0, waits.Max()).TotalMilliseconds:n0} ms)");
        if (rows != done)
            throw new InvalidOperationException("What was acknowledged is not what is there.");
        return done / took.TotalSeconds;
    }

    private static async Task<long> CountAsync(IDbContextFactory<FestivalDb> databases)
    {
        await using var database = await databases.CreateDbContextAsync();
        var (reservations, movements) = (await database.PrizeReservations.LongCountAsync(), await database.StockMovements.LongCountAsync());
        return reservations == movements ? reservations : throw new InvalidOperationException($"{reservations} reservations and {movements} movements.");
    }

    private static async Task<IReadOnlyList<string>> SettingsAsync(FestivalDb database, string[] queries)
    {
        var found = new List<string>();
        var connection = database.Database.GetDbConnection();
        await connection.OpenAsync();
        foreach (var query in queries)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = query;
            found.Add($"{query.Split(' ')[1]} {await command.ExecuteScalarAsync()}");
        }

        return found;
    }
}

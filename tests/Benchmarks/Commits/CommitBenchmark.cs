using TestKit;
using TestKit.Postgres;

namespace Benchmarks.Commits;

/// <summary>
/// How many promises a second are written when all want the same product, every commit on the disk. Beside it the same with a transaction for
/// each, and on SQLite a bare loop of INSERTs (<see cref="BareInserts"/>).
/// </summary>
internal static class CommitBenchmark
{
    private const int Most = 500;
    private const int Rounds = 3;

    public static async Task RunAsync(double seconds)
    {
        using var folder = new TemporaryFolder();
        await MeasureAsync(
            "SQLite", $"Data Source={folder.File("data/bench.db")}", seconds,
            ["PRAGMA journal_mode", "PRAGMA synchronous", "PRAGMA secure_delete", "PRAGMA cache_size", "PRAGMA wal_autocheckpoint"], $"Data Source={folder.File("roof/bench.db")}");
        await using var server = await PostgresServer.StartAsync(durable: true);
        await MeasureAsync("PostgreSQL", await server.CreateDatabaseAsync(), seconds, ["SHOW server_version", "SHOW fsync", "SHOW synchronous_commit", "SHOW full_page_writes"], roof: null);
    }

    /// <summary>Measures one database; <paramref name="roof"/> is a SQLite file of its own for the bare loop, or null.</summary>
    private static async Task MeasureAsync(string name, string connection, double seconds, string[] settings, string? roof)
    {
        using var book = await CommitBook.StartAsync(connection);
        Console.WriteLine($"{name}: {await book.SettingsAsync(settings)}");
        if (roof is not null)
            (await BenchDatabase.StartAsync(roof)).Dispose();

        var (together, bare) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            together.Add(Told(Most, await book.MeasureAsync(Most, seconds)));
            if (roof is not null)
                bare.Add(BareInserts.Measure(roof, Most, seconds));
            if (round < Rounds - 1)
                Told(1, await book.MeasureAsync(1, seconds));
        }

        Console.WriteLine($"  median {Median(together):n0} a second");
        if (bare.Count > 0)
            Console.WriteLine($"  beside a bare loop of INSERTs in turn with it: {string.Join(", ", bare.Select(rate => $"{rate:n0}"))}, of whose median this is {Median(together) / Median(bare):p0}");
    }

    private static double Told(int most, CommitRate rate)
    {
        Console.WriteLine(
            $"  at most {most,3} in a transaction: {rate.Rate,8:n0} a second, {rate.Processor.TotalMicroseconds,4:n0} µs of processor each ({rate.Done} acknowledged, as many rows of each "
            + $"table and units taken from the stock counted after, longest wait {rate.Longest.TotalMilliseconds:n0} ms)");
        return rate.Rate;
    }

    private static double Median(List<double> rates) => rates.Order().ElementAt(rates.Count / 2);
}

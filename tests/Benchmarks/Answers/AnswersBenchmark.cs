using System.Diagnostics.Metrics;
using Benchmarks.Commits;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Redis;

namespace Benchmarks.Answers;

/// <summary>
/// Answers a second for a room, which Redis decides, and for a book, which the database decides; each beside a bare batched loop, and beside a
/// call for each answer. All are measured in turn, three times.
/// </summary>
internal static class AnswersBenchmark
{
    private const int Batch = 500;
    private const int Rounds = 3;

    public static async Task RunAsync(double seconds)
    {
        await using var redis = await RedisServer.StartAsync();
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        await using var room = new AnswerRoom(redis.ConnectionString, services.GetRequiredService<IMeterFactory>());
        using var folder = new TemporaryFolder();
        using var book = await AnswerBook.StartAsync($"Data Source={folder.File("book/bench.db")}");
        var roof = $"Data Source={folder.File("roof/bench.db")}";
        (await BenchDatabase.StartAsync(roof)).Dispose();
        var answers = new RoomAnswers(room, Crowd.Callers, Batch);

        (string Name, Func<Task<double>> Measure)[] all =
        [
            ("room: the window's script, batches", () => answers.TogetherAsync(seconds)),
            ("  bare Lua, batches", () => answers.BareAsync(seconds)),
            ("  the window's script for each answer", () => answers.OneByOneAsync(seconds)),
            ("book: a vote's window, common commits", () => book.MeasureAsync(Batch, seconds)),
            ("  bare INSERTs, batches", () => Task.FromResult(BareInserts.MeasureEntries(roof, Batch, seconds))),
            ("  a transaction for each answer", () => book.MeasureAsync(most: 1, seconds)),
        ];
        // What is compiled and connected at the first call is not measured.
        await answers.TogetherAsync(0.5);
        await book.MeasureAsync(Batch, 0.5);
        var measured = all.ToDictionary(each => each.Name, _ => new List<double>(), StringComparer.Ordinal);
        for (var round = 1; round <= Rounds; round++)
        {
            foreach (var (name, measure) in all)
                measured[name].Add(await measure());
            Console.WriteLine($"round {round} of {Rounds} is done");
        }

        await PrintAsync(redis, await book.SettingsAsync(["PRAGMA journal_mode", "PRAGMA synchronous", "PRAGMA secure_delete", "PRAGMA cache_size", "PRAGMA wal_autocheckpoint"]), seconds, measured);
    }

    private static async Task PrintAsync(RedisServer redis, string book, double seconds, Dictionary<string, List<double>> measured)
    {
        var server = ((string)(await redis.AskAsync("INFO", "server"))!).Split("\r\n").First(line => line.StartsWith("redis_version", StringComparison.Ordinal));
        Console.WriteLine($"{Crowd.Callers} callers at once, at most {Batch} answers in a batch, {seconds:0.#} s each, {Environment.ProcessorCount} processors");
        Console.WriteLine($"room: {server}, {string.Join(' ', RedisServer.Durable)}");
        Console.WriteLine($"book: SQLite, {book}");
        Console.WriteLine($"{"",-40} {"median",10} {"lowest",10} {"highest",10} {"ratio",7}");
        var first = 0.0;
        foreach (var (name, rates) in measured)
        {
            var median = Median(rates);
            first = name.StartsWith(' ') ? first : median;
            Console.WriteLine($"{name,-40} {median,10:n0} {rates.Min(),10:n0} {rates.Max(),10:n0} {median / first,7:0.00}");
        }
    }

    private static double Median(List<double> rates) => rates.Order().ElementAt(rates.Count / 2);
}

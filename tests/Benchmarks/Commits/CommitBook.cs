using System.Diagnostics;
using System.Diagnostics.Metrics;
using Broadcast.Api.Catalog;
using Broadcast.Api.Commits;
using Broadcast.Api.Data;
using Broadcast.Api.Outbox;
using Broadcast.Api.Prizes;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Benchmarks.Commits;

/// <summary>A book of prizes in which all want the same product: one hot row, a movement and a reservation for each.</summary>
internal sealed class CommitBook : IDisposable
{
    private const int Callers = 2000;
    private static readonly ProductId Egg = ProductId.Parse("egg");
    private readonly IHost _host;

    private CommitBook(IHost host) => _host = host;

    public static async Task<CommitBook> StartAsync(string connection)
    {
        var book = new CommitBook(await BenchDatabase.StartAsync(connection));
        await using var database = book.Open();
        database.Add(new Product { Id = Egg, Name = "egg", Price = 1, Currency = "CNY", Url = "/x", Stock = StockBook.Most, Counted = true });
        await database.SaveChangesAsync();
        return book;
    }

    /// <summary>As many promises as the callers get in a time; the rows of both tables are counted after.</summary>
    /// <param name="most">Requests in a transaction at most.</param>
    /// <param name="seconds">How long.</param>
    public async Task<CommitRate> MeasureAsync(int most, double seconds)
    {
        var commits = new GroupCommit<PromisePrize, QuestionId>(
            new PrizeStock(new OutboxBook(TimeProvider.System), TimeProvider.System, NullLogger<PrizeStock>.Instance), _host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>(),
            new GroupCommitOptions { Most = most }, new CommitMetrics(new ApiMeter(_host.Services.GetRequiredService<IMeterFactory>())), TimeProvider.System, NullLogger.Instance);
        var before = await CountAsync();
        var (watch, done, busy) = (Stopwatch.StartNew(), 0L, Environment.CpuUsage.TotalTime);
        var waits = new long[Callers];
        await Task.WhenAll(Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            while (watch.Elapsed.TotalSeconds < seconds)
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
        if (await CountAsync() - before is var rows && rows != done)
            throw new InvalidOperationException($"{done} were acknowledged, and {rows} are there.");
        return new CommitRate(done, done / took.TotalSeconds, busy / done, Stopwatch.GetElapsedTime(0, waits.Max()));
    }

    /// <summary>What the database answers to these queries, such as <c>PRAGMA synchronous</c>.</summary>
    public async Task<string> SettingsAsync(string[] queries)
    {
        await using var database = Open();
        await database.Database.OpenConnectionAsync();
        var found = new List<string>();
        foreach (var query in queries)
        {
            await using var command = database.Database.GetDbConnection().CreateCommand();
            command.CommandText = query;
            found.Add($"{query.Split(' ')[1]} {await command.ExecuteScalarAsync()}");
        }

        return string.Join(", ", found);
    }

    public void Dispose() => _host.Dispose();

    private FestivalDb Open() => _host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>().CreateDbContext();

    private async Task<long> CountAsync()
    {
        await using var database = Open();
        var (reservations, movements) = (await database.PrizeReservations.LongCountAsync(), await database.StockMovements.LongCountAsync());
        return reservations == movements ? reservations : throw new InvalidOperationException($"{reservations} reservations and {movements} movements.");
    }
}

/// <param name="Done">How many were acknowledged, and are there.</param>
/// <param name="Rate">A second.</param>
/// <param name="Processor">Time of this process for each.</param>
/// <param name="Longest">The longest wait of a caller.</param>
internal sealed record CommitRate(long Done, double Rate, TimeSpan Processor, TimeSpan Longest);

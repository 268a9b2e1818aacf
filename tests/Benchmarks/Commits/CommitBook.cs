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

    /// <summary>As many promises as the callers get in a time; the rows of both tables are counted after, and compared with the stock that is left.</summary>
    /// <param name="most">Requests in a transaction at most.</param>
    /// <param name="seconds">How long.</param>
    public async Task<CommitRate> MeasureAsync(int most, double seconds)
    {
        var commits = new GroupCommit<PromisePrize, QuestionId>(
            new PrizeStock(new OutboxBook(TimeProvider.System), TimeProvider.System, NullLogger<PrizeStock>.Instance), _host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>(),
            new GroupCommitOptions { Most = most }, new CommitMetrics(new ApiMeter(_host.Services.GetRequiredService<IMeterFactory>())), TimeProvider.System, NullLogger.Instance);
        var before = await CountAsync();
        var rate = await Crowd.MeasureAsync(seconds, async () =>
        {
            var question = QuestionId.Parse($"gushi.{Guid.NewGuid():N}");
            var answer = await commits.WriteAsync(new PromisePrize { Key = $"{question}", Question = question, Product = Egg, Units = 1 });
            if (answer.Failed)
                throw new InvalidOperationException(answer.Error.Message);
        });
        if (await CountAsync() - before is var rows && rows != rate.Done)
            throw new InvalidOperationException($"{rate.Done} were acknowledged, and {rows} are there.");
        return rate;
    }

    /// <inheritdoc cref="BenchDatabase.SettingsAsync"/>
    public Task<string> SettingsAsync(string[] queries) => BenchDatabase.SettingsAsync(_host, queries);

    public void Dispose() => _host.Dispose();

    private FestivalDb Open() => _host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>().CreateDbContext();

    private async Task<long> CountAsync()
    {
        await using var database = Open();
        var (reservations, movements) = (await database.PrizeReservations.LongCountAsync(), await database.StockMovements.LongCountAsync());
        var taken = StockBook.Most - await database.Products.Where(product => product.Id == Egg).Select(product => product.Stock).SingleAsync();
        return reservations == movements && reservations == taken
            ? reservations
            : throw new InvalidOperationException($"{reservations} reservations, {movements} movements, and {taken} units fewer in stock.");
    }
}

using System.Diagnostics.Metrics;
using Broadcast.Api.Catalog;
using Broadcast.Api.Commits;
using Broadcast.Api.Data;
using Broadcast.Api.Outbox;
using Broadcast.Api.Prizes;
using Broadcast.Api.Spine;
using Broadcast.Api.Tests.Data;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Broadcast.Api.Tests.Prizes;

/// <summary>A book of prizes on a database, as a process has it.</summary>
/// <param name="host">The process' database.</param>
/// <param name="most">Requests in one transaction.</param>
/// <param name="book">Another book than the real one.</param>
internal sealed class PrizeRig(DataHost host, int most, IGroupBook<PromisePrize, QuestionId>? book = null) : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private GroupCommit<PromisePrize, QuestionId>? _promises;

    public PrizeStock Stock { get; } = new(new OutboxBook(TimeProvider.System), TimeProvider.System, NullLogger<PrizeStock>.Instance);

    public GroupCommit<PromisePrize, QuestionId> Promises => _promises ??= new GroupCommit<PromisePrize, QuestionId>(
        book ?? Stock, host.Services.GetRequiredService<IDbContextFactory<FestivalDb>>(), new GroupCommitOptions { Most = most },
        new CommitMetrics(new ApiMeter(_services.GetRequiredService<IMeterFactory>())), TimeProvider.System, NullLogger.Instance);

    /// <summary>The question that got the units; otherwise the code of the refusal.</summary>
    public async Task<string> PromiseAsync(string sku, string question, int units, string? key = null)
    {
        var answer = await Promises.WriteAsync(new PromisePrize { Key = key ?? question, Question = QuestionId.Parse(question), Product = ProductId.Parse(sku), Units = units });
        return answer.Failed ? answer.Error.Code : answer.Value.Value;
    }

    public async Task SettleAsync(string question, int won)
    {
        await using var database = host.Open();
        await using var transaction = await database.Database.BeginTransactionAsync();
        await Stock.SettleAsync(database, QuestionId.Parse(question), won, by: null, CancellationToken.None);
        await transaction.CommitAsync();
    }

    public async Task GiveBackAsync(string question)
    {
        await using var database = host.Open();
        await using var transaction = await database.Database.BeginTransactionAsync();
        await Stock.GiveBackAsync(database, QuestionId.Parse(question), by: null, CancellationToken.None);
        await transaction.CommitAsync();
    }

    /// <summary>A product of which so many units are there; null for one that nobody counts.</summary>
    public async Task MakeAsync(string sku, long? units)
    {
        await using var database = host.Open();
        database.Add(new Product { Id = ProductId.Parse(sku), Name = sku, Price = 1, Currency = "CNY", Url = "/x", Stock = units ?? 0, Counted = units is not null });
        if (units is { } counted)
            new StockBook(database, TimeProvider.System).Note(ProductId.Parse(sku), counted, counted, "test", StockReasons.Made);
        await database.SaveChangesAsync();
    }

    public async Task<long> LeftAsync(string sku)
    {
        await using var database = host.Open();
        return await database.Products.Where(product => product.Id == ProductId.Parse(sku)).Select(product => product.Stock).SingleAsync();
    }

    public void Dispose() => _services.Dispose();
}

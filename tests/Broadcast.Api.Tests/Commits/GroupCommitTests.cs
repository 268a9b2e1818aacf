using System.Data.Common;
using Broadcast.Api.Commits;
using Broadcast.Api.Data;
using Broadcast.Api.Outbox;
using Broadcast.Api.Prizes;
using Broadcast.Api.Tests.Data;
using Broadcast.Api.Tests.Prizes;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using TestKit;
using TestKit.Postgres;

namespace Broadcast.Api.Tests.Commits;

/// <summary>Requests that share a transaction share nothing else.</summary>
internal sealed class GroupCommitTests
{
    [TestCase(Engine.Sqlite)]
    [TestCase(Engine.Postgres)]
    public async Task A_request_that_the_database_refuses_fails_alone(Engine engine)
    {
        var (database, host) = await TestDatabase.StartedAsync(engine);
        await using var _ = database;
        using var rig = new PrizeRig(host, most: 500, new PoisonedBook());
        await rig.MakeAsync("egg", 100);

        var first = rig.PromiseAsync("egg", "gushi.first", 1);
        var others = Enumerable.Range(0, 40).Select(i => rig.PromiseAsync("egg", i == 20 ? PoisonedBook.Poison : $"gushi.q{i}", 1)).ToList();

        Assert.That(await first, Is.EqualTo("gushi.first"));
        await Assert.ThatAsync(() => others[20], Throws.InstanceOf<DbException>());
        others.RemoveAt(20);
        Assert.That(await Task.WhenAll(others), Has.All.StartsWith("gushi.q"));
        Assert.That(await rig.LeftAsync("egg"), Is.EqualTo(60));
    }

    [Test]
    public async Task Requests_that_come_at_once_share_transactions()
    {
        var (database, host) = await TestDatabase.StartedAsync(Engine.Sqlite);
        await using var _ = database;
        var book = new PoisonedBook();
        using var rig = new PrizeRig(host, most: 500, book);
        await rig.MakeAsync("egg", 1000);

        await Task.WhenAll(Enumerable.Range(0, 300).Select(i => rig.PromiseAsync("egg", $"gushi.q{i}", 1)));

        Assert.That(await rig.LeftAsync("egg"), Is.EqualTo(700));
        Assert.That(book.Transactions, Is.LessThan(100));
    }

    [Test]
    public async Task A_group_that_the_database_takes_back_in_favour_of_another_transaction_is_written_again()
    {
        var (database, host) = await TestDatabase.StartedAsync(Engine.Postgres);
        await using var _ = database;
        var book = new CrossingBook();
        using var rig = new PrizeRig(host, most: 500, book);
        await rig.MakeAsync("egg", 10);
        await rig.MakeAsync("goose", 10);
        await using var other = (NpgsqlConnection)await database.ConnectAsync();
        await using var transaction = await other.BeginTransactionAsync();
        // So that it is the group's session that finds the two in each other's way, and is ended.
        await RunAsync(other, "SET LOCAL deadlock_timeout = '1min'");
        await RunAsync(other, "UPDATE \"Products\" SET \"Stock\" = 9 WHERE \"Id\" = 'goose'");

        var promised = rig.PromiseAsync("egg", "gushi.a", 2);
        await book.Locked;
        await RunAsync(other, "UPDATE \"Products\" SET \"Stock\" = 9 WHERE \"Id\" = 'egg'");
        await transaction.CommitAsync();

        Assert.That(await promised, Is.EqualTo("gushi.a"));
        Assert.That((await rig.LeftAsync("egg"), await rig.LeftAsync("goose"), book.Transactions), Is.EqualTo((7, 9, 2)));
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    [TestCase(CuttingProxy.Moment.BeforeItsAnswer, TestName = "A_commit_whose_answer_is_lost_is_answered_as_what_it_was")]
    [TestCase(CuttingProxy.Moment.BeforeItIsSent, TestName = "A_commit_that_never_arrived_fails_and_may_be_repeated")]
    public async Task A_commit_whose_connection_breaks(CuttingProxy.Moment moment)
    {
        await using var proxy = new CuttingProxy(RunPostgres.Server.Port);
        var straight = new NpgsqlConnectionStringBuilder(await RunPostgres.DatabaseAsync());
        var cut = new NpgsqlConnectionStringBuilder(straight.ToString()) { Port = proxy.Port };
        await using var database = new TestDatabase(Engine.Postgres, cut.ToString());
        using var rig = new PrizeRig(database.Host(), most: 500);
        await rig.MakeAsync("egg", 10);

        proxy.CutAt(moment);
        var promised = rig.PromiseAsync("egg", "gushi.a", 2);

        if (moment == CuttingProxy.Moment.BeforeItsAnswer)
            Assert.That(await promised.WaitAsync(Eventually.Patience), Is.EqualTo("gushi.a"));
        else
            await Assert.ThatAsync(() => promised, Throws.InstanceOf<NpgsqlException>().Or.InstanceOf<InvalidOperationException>());
        Assert.That(proxy.Cuts, Is.EqualTo(1));
        Assert.That((await rig.PromiseAsync("egg", "gushi.a", 2), await rig.LeftAsync("egg")), Is.EqualTo(("gushi.a", 8)), "the same key again");
    }

    /// <summary>The real book, which counts its transactions and breaks a constraint with one request, when all is written.</summary>
    private sealed class PoisonedBook : IGroupBook<PromisePrize, QuestionId>
    {
        public const string Poison = "gushi.poison";
        private readonly PrizeStock _stock = new(new OutboxBook(TimeProvider.System), TimeProvider.System, NullLogger<PrizeStock>.Instance);
        private int _transactions;

        public int Transactions => Volatile.Read(ref _transactions);

        public async Task<GroupAnswers<PromisePrize, QuestionId>> WriteAsync(FestivalDb database, IReadOnlyList<PromisePrize> requests, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _transactions);
            var answers = await _stock.WriteAsync(database, requests, cancellation);
            if (requests.Any(request => request.Question.Value == Poison))
                await database.Database.ExecuteSqlRawAsync("INSERT INTO \"Facts\" SELECT * FROM \"Facts\"", cancellation);
            return answers;
        }

        public Task<bool> HoldsAsync(FestivalDb database, PromisePrize request, CancellationToken cancellation) => _stock.HoldsAsync(database, request, cancellation);
    }

    /// <summary>The real book, which then locks a product that comes after those it should lock in order.</summary>
    private sealed class CrossingBook : IGroupBook<PromisePrize, QuestionId>
    {
        private readonly PrizeStock _stock = new(new OutboxBook(TimeProvider.System), TimeProvider.System, NullLogger<PrizeStock>.Instance);
        private readonly TaskCompletionSource _locked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private int _transactions;

        /// <summary>Ends when the first transaction has locked its own product.</summary>
        public Task Locked => _locked.Task;

        public int Transactions => Volatile.Read(ref _transactions);

        public async Task<GroupAnswers<PromisePrize, QuestionId>> WriteAsync(FestivalDb database, IReadOnlyList<PromisePrize> requests, CancellationToken cancellation)
        {
            Interlocked.Increment(ref _transactions);
            var answers = await _stock.WriteAsync(database, requests, cancellation);
            _locked.TrySetResult();
            await database.Database.ExecuteSqlRawAsync("UPDATE \"Products\" SET \"Stock\" = \"Stock\" WHERE \"Id\" = 'goose'", cancellation);
            return answers;
        }

        public Task<bool> HoldsAsync(FestivalDb database, PromisePrize request, CancellationToken cancellation) => _stock.HoldsAsync(database, request, cancellation);
    }
}

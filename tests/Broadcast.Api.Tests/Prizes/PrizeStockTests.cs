using Broadcast.Api.Catalog;
using Broadcast.Api.Prizes;
using Broadcast.Api.Tests.Data;
using Broadcast.Chat.Contracts.Ids;
using CsCheck;
using Microsoft.EntityFrameworkCore;
using TestKit;

namespace Broadcast.Api.Tests.Prizes;

/// <summary>No box is promised twice, and none is lost, whatever comes at once.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class PrizeStockTests(Engine engine)
{
    private const int Boxes = 12;
    private const int StepsOfARun = 24;
    private static int _made;
    private TestDatabase _database = null!;
    private DataHost[] _hosts = null!;
    private PrizeRig _rig = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        (_database, var first) = await TestDatabase.StartedAsync(engine);
        // A SQLite file has one process; PostgreSQL has three.
        _hosts = engine == Engine.Sqlite ? [first, first, first] : [first, _database.Host(), _database.Host()];
        _rig = new PrizeRig(first, most: 500);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _rig.Dispose();
        await _database.DisposeAsync();
    }

    [Test]
    public async Task A_second_question_gets_only_what_the_first_has_left()
    {
        await _rig.MakeAsync("two", 3);

        var answers = (await _rig.PromiseAsync("two", "gushi.a", 2), await _rig.PromiseAsync("two", "gushi.b", 2), await _rig.PromiseAsync("two", "gushi.c", 1));

        Assert.That(answers, Is.EqualTo(("gushi.a", "prize.short", "gushi.c")));
        Assert.That(await _rig.LeftAsync("two"), Is.Zero);
    }

    [Test]
    public async Task The_same_command_has_one_promise_until_its_question_is_settled()
    {
        await _rig.MakeAsync("again", 5);

        var first = await _rig.PromiseAsync("again", "gushi.d", 2, key: "ask:staff:li:1");
        var second = await _rig.PromiseAsync("again", "gushi.e", 2, key: "ask:staff:li:1");
        await _rig.SettleAsync("gushi.d", won: 0);
        var third = await _rig.PromiseAsync("again", "gushi.f", 2, key: "ask:staff:li:1");

        Assert.That((first, second, third), Is.EqualTo(("gushi.d", "gushi.d", "gushi.f")));
        Assert.That(await _rig.LeftAsync("again"), Is.EqualTo(3));
    }

    [Test]
    public async Task A_room_that_gives_back_the_prize_of_a_question_with_a_result_changes_nothing()
    {
        await _rig.MakeAsync("drawn", 5);
        await _rig.PromiseAsync("drawn", "gushi.drawn", 4);
        await _rig.PromiseAsync("drawn", "gushi.unasked", 1);
        await _rig.SettleAsync("gushi.drawn", won: 3);

        await _rig.GiveBackAsync("gushi.drawn");
        await _rig.GiveBackAsync("gushi.unasked");
        await _rig.GiveBackAsync("gushi.unasked");

        Assert.That(await _rig.LeftAsync("drawn"), Is.EqualTo(2));
    }

    [Test]
    public async Task What_nobody_won_comes_back_once_and_all_of_it_when_the_question_is_voided_later()
    {
        await _rig.MakeAsync("back", 5);
        await _rig.PromiseAsync("back", "gushi.g", 4);

        await _rig.SettleAsync("gushi.g", won: 3);
        await _rig.SettleAsync("gushi.g", won: 3);
        var settled = await _rig.LeftAsync("back");
        await _rig.SettleAsync("gushi.g", won: 0);
        await _rig.SettleAsync("gushi.g", won: 3);

        Assert.That((settled, await _rig.LeftAsync("back")), Is.EqualTo((2, 5)));
    }

    [Test]
    public async Task A_command_that_is_repeated_with_another_prize_gets_none_and_a_named_stock_of_zero_is_none()
    {
        await _rig.MakeAsync("one", 9);
        await _rig.MakeAsync("none", 0);
        await _rig.PromiseAsync("one", "gushi.j", 1, key: "ask:staff:li:2");

        var more = await _rig.PromiseAsync("one", "gushi.k", 5, key: "ask:staff:li:2");

        Assert.That((more, await _rig.PromiseAsync("none", "gushi.l", 1)), Is.EqualTo(("prize.short", "prize.short")));
        Assert.That(await _rig.LeftAsync("one"), Is.EqualTo(8));
    }

    [Test]
    public async Task A_product_that_nobody_counts_is_promised_without_end_and_an_unknown_one_never()
    {
        await _rig.MakeAsync("free", units: null);

        var free = await _rig.PromiseAsync("free", "gushi.h", 100);

        Assert.That((free, await _rig.PromiseAsync("nothing", "gushi.i", 1)), Is.EqualTo(("gushi.h", "product.unknown")));
    }

    [Test]
    public Task Boxes_are_in_stock_promised_or_won_in_three_processes_with_any_size_of_transactions() => Gen.Select(Step.Array[StepsOfARun], Gen.Bool.Select(one => one ? 1 : 500)).SampleAsync(
        async (steps, most) =>
        {
            var run = Interlocked.Increment(ref _made);
            var sku = $"sku{run}";
            await _rig.MakeAsync(sku, Boxes);
            var rigs = _hosts.Select(host => new PrizeRig(host, most)).ToArray();
            var promised = new bool[steps.Length];
            await Parallel.ForEachAsync(Enumerable.Range(0, steps.Length), new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (i, _) =>
            {
                var (process, question, units, won) = steps[i];
                var id = $"gushi.r{run}q{question}";
                if (won is { } drawn)
                    await rigs[process].SettleAsync(id, drawn);
                else
                    promised[i] = await rigs[process].PromiseAsync(sku, id, units) == id;
            });
            foreach (var rig in rigs)
                rig.Dispose();

            await using var database = _hosts[0].Open();
            var stock = await database.Products.Where(product => product.Id == ProductId.Parse(sku)).Select(product => product.Stock).SingleAsync();
            var reservations = await database.PrizeReservations.Where(reservation => reservation.Sku == ProductId.Parse(sku)).ToListAsync();
            var movements = await database.StockMovements.Where(movement => movement.Sku == ProductId.Parse(sku)).OrderBy(movement => movement.Id).ToListAsync();
            var known = reservations.Select(reservation => reservation.Question.Value).ToHashSet(StringComparer.Ordinal);
            return stock + reservations.Sum(reservation => reservation.Kept ?? reservation.Units) == Boxes
                && movements.Sum(movement => movement.Change) == stock && stock >= 0
                && Enumerable.Range(0, steps.Length).All(i => !promised[i] || known.Contains($"gushi.r{run}q{steps[i].Question}"));
        },
        writeLine: TestContext.Progress.WriteLine,
        iter: ModelRuns.Of(usual: 6, StepsOfARun),
        threads: 1);

    /// <summary>A process, a question, and what it asks for; or how many of it were won, which settles it.</summary>
    private static Gen<(int Process, int Question, int Units, int? Won)> Step { get; } =
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 7], Gen.Int[1, 4], Gen.Frequency((2, Gen.Const((int?)null)), (1, Gen.Int[0, 4].Select(won => (int?)won))));
}

using System.Collections.Concurrent;
using Broadcast.Api.Tests.Data;
using Broadcast.Api.Windows;
using Broadcast.Chat.Spine.Windows;
using CsCheck;
using TestKit;

namespace Broadcast.Api.Tests.Windows;

/// <summary>Calls that come twice, at once, in any order and to any process: each step is taken once, and each person has one entry.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class BookRaceTests(Engine engine)
{
    private const int Processes = 3;
    private const int ActsOfARun = 48;
    private static int _made;
    private TestDatabase _database = null!;
    private DataHost[] _hosts = null!;

    private static Gen<(BookAct Act, int Process, int Person, int Value)> Any { get; } = Gen.Select(
        Gen.Frequency(
            (1, Gen.Const(BookAct.Open)), (1, Gen.Const(BookAct.Pause)), (2, Gen.Const(BookAct.Resume)), (16, Gen.Const(BookAct.Enter)), (1, Gen.Const(BookAct.CloseAtOnce)),
            (1, Gen.Const(BookAct.Seal)), (1, Gen.Const(BookAct.Settle))),
        Gen.Int[0, Processes - 1], Gen.Int[0, 9], Gen.Int[0, BookRig.Values - 1]);

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        (_database, var first) = await TestDatabase.StartedAsync(engine);
        // A SQLite file has one process; PostgreSQL has three.
        _hosts = engine == Engine.Sqlite ? [first, first, first] : [first, _database.Host(), _database.Host()];
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _database.DisposeAsync();

    [Test]
    public Task What_was_answered_is_what_is_kept() => Gen.Select(Any.Array[ActsOfARun], Gen.Bool.Select(one => one ? 1 : 500))
        .SampleAsync(RunAsync, writeLine: TestContext.Progress.WriteLine, iter: ModelRuns.Of(usual: 5, ActsOfARun), threads: 1);

    private async Task RunAsync((BookAct Act, int Process, int Person, int Value)[] acts, int most)
    {
        var (id, stop) = ($"gushi.r{Interlocked.Increment(ref _made)}", CancellationToken.None);
        var rigs = _hosts.Select(host => new BookRig(host, TimeProvider.System, most)).ToArray();
        await rigs[0].ScheduleAsync(id, opensAt: null, lasts: 60_000);
        var (moves, answers) = (new ConcurrentBag<long>(), new ConcurrentBag<EntryAnswer>());
        // Entries may come before the opening, and are then refused. The end is told to every process.
        BookAct[] end = [BookAct.CloseAtOnce, BookAct.Seal, BookAct.Settle];
        await AtOnceAsync(acts.Prepend((Act: BookAct.Open, Process: 1, Person: 0, Value: 0)));
        await AtOnceAsync([(BookAct.Open, 0, 0, 0)]);
        foreach (var act in end)
            await AtOnceAsync(Enumerable.Range(0, Processes).Select(process => (act, process, 0, 0)));

        var (window, steps, entries) = (await rigs[0].WindowAsync(id), await rigs[0].StepsAsync(id), await rigs[0].EntriesAsync(id));
        Assert.Multiple(() =>
        {
            Assert.That(moves.Order(), Is.EqualTo(steps.Skip(1).Select(step => step.Revision)), "each step was taken by one call");
            Assert.That(steps.Zip(steps.Skip(1)).Where(pair => !WindowLife.MayBecome(pair.First.State, pair.Second.State)), Is.Empty);
            Assert.That(window.State, Is.EqualTo(WindowLife.Settled));
            Assert.That(answers.Where(answer => answer.Verdict == EntryVerdict.Ok).Select(answer => answer.Entry!.Digest), Is.EquivalentTo(entries.Select(entry => entry.Digest)));
            Assert.That(
                answers.Where(answer => answer.Verdict is EntryVerdict.Known or EntryVerdict.Repeated or EntryVerdict.Mismatch).Select(answer => answer.Entry!.Digest).Distinct(StringComparer.Ordinal),
                Is.SubsetOf(entries.Select(entry => entry.Digest)));
            Assert.That(window.CountList.Sum(), Is.EqualTo(entries.Count));
            Assert.That(window.Root, Is.EqualTo(BookRig.RootOf(entries)));
        });
        foreach (var rig in rigs)
            rig.Dispose();

        Task AtOnceAsync(IEnumerable<(BookAct, int, int, int)> calls) =>
            Parallel.ForEachAsync(calls, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (call, _) => await CallAsync(call));

        async Task CallAsync((BookAct Act, int Process, int Person, int Value) call)
        {
            var rig = rigs[call.Process];
            if (call.Act == BookAct.Enter)
            {
                answers.Add(await rig.EnterAsync(id, $"p{call.Person}", call.Value, rig.Now, key: "once"));
                return;
            }

            var move = await rig.TakeAsync((kernel, database) => call.Act switch
            {
                BookAct.Open => kernel.OpenAsync(database, id, BookRig.Anchor, stop),
                BookAct.Pause => kernel.PauseAsync(database, id, BookRig.Anchor, stop),
                BookAct.Resume => kernel.ResumeAsync(database, id, BookRig.Anchor, stop),
                BookAct.CloseAtOnce => kernel.CloseAsync(database, id, BookRig.Anchor, atOnce: true, stop),
                BookAct.Seal => kernel.SealAsync(database, id, BookRig.Anchor, stop),
                _ => kernel.SettleAsync(database, id, BookRig.Anchor, stop),
            });
            if (move.Taken)
                moves.Add(move.Window!.Revision);
        }
    }
}

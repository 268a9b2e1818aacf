using Broadcast.Api.Tests.Data;
using Broadcast.Api.Windows;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using TestKit;

namespace Broadcast.Api.Tests.Windows;

/// <summary>
/// What processes whose clocks are wrong by no more than the tolerance cost a person, by the true time: nothing. Three processes on one
/// database; the first is not wrong.
/// </summary>
internal sealed class BookFavourTests
{
    private const int Tolerance = 250;
    private static int _made;
    private TestDatabase _database = null!;
    private DataHost _host = null!;

    /// <summary>What a process does, how much time passes before, and how long an entry has waited for its transaction, ms.</summary>
    private static Gen<(BookAct Act, int Process, int Passes, int Waited)> Any { get; } = Gen.Select(
        Gen.Frequency((8, Gen.Const(BookAct.Enter)), (1, Gen.Const(BookAct.Pause)), (2, Gen.Const(BookAct.Resume)), (1, Gen.Const(BookAct.Close))),
        Gen.Int[0, 2], Gen.Int[0, 200], Gen.Frequency((1, Gen.Const(0)), (2, Gen.Int[0, 300])));

    [OneTimeSetUp]
    public async Task StartAsync() => (_database, _host) = await TestDatabase.StartedAsync(Engine.Sqlite);

    [OneTimeTearDown]
    public async Task StopAsync() => await _database.DisposeAsync();

    [Test]
    public Task Whoever_was_in_time_while_the_window_takes_entries_is_in_whichever_process_leads() =>
        Gen.Select(Gen.Int[-Tolerance, Tolerance].Array[2], Gen.Int[0, 2], Any.Array[40]).SampleAsync(
            RunAsync, iter: 10, threads: 1, print: run => $"clocks {string.Join(", ", run.Item1)}, opened by {run.Item2}: {string.Join(", ", run.Item3.AsEnumerable())}");

    private async Task RunAsync(int[] wrong, int opener, (BookAct Act, int Process, int Passes, int Waited)[] acts)
    {
        var (id, machine, stop) = ($"gushi.f{Interlocked.Increment(ref _made)}", new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000)), CancellationToken.None);
        var (clocks, entered) = (new[] { 0, wrong[0], wrong[1] }, 0);
        var rigs = clocks.Select(Rig).ToArray();
        await rigs[opener].ScheduleAsync(id, opensAt: null, lasts: 1_000);
        await rigs[opener].TakeAsync((kernel, database) => kernel.OpenAsync(database, id, BookRig.Anchor, stop));
        foreach (var (act, process, passes, waited) in acts)
        {
            machine.Advance(TimeSpan.FromMilliseconds(passes));
            var (rig, window) = (rigs[process], await rigs[process].WindowAsync(id));
            if (act == BookAct.Enter)
                Judge(window, (await rig.EnterAsync(id, $"p{entered++}", 0, rig.Now - waited)).Verdict, rigs[0].Now - waited);
            else
            {
                await rig.TakeAsync((kernel, database) => act switch
                {
                    BookAct.Pause => kernel.PauseAsync(database, id, BookRig.Anchor, stop),
                    BookAct.Resume => kernel.ResumeAsync(database, id, BookRig.Anchor, stop),
                    _ => kernel.CloseAsync(database, id, BookRig.Anchor, atOnce: false, stop),
                });
            }
        }

        foreach (var rig in rigs)
            rig.Dispose();

        BookRig Rig(int off)
        {
            var time = new SteppedTime(machine);
            time.Step(TimeSpan.FromMilliseconds(off));
            return new BookRig(_host, time, uncertain: Math.Abs(off));
        }
    }

    private static void Judge(BookWindow window, string verdict, long received)
    {
        if (window.AcceptUntil is not { } till)
            return;
        if (window.PausedAt is { } paused)
            till = Math.Min(till, paused + window.Grace);
        if (!window.Takes)
            Assert.That(verdict, Is.EqualTo(EntryVerdict.Closed));
        else if (received <= till)
            Assert.That(verdict, Is.EqualTo(EntryVerdict.Ok), $"{till - received} ms before the end");
        else if (received > till + (2 * Tolerance))
            Assert.That(verdict, Is.Not.EqualTo(EntryVerdict.Ok), "two clocks at most favour a person");
    }
}

using Broadcast.Api.Tests.Data;
using Broadcast.Api.Windows;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using TestKit;

namespace Broadcast.Api.Tests.Windows;

/// <summary>Whatever happens to windows, in whatever order: the database does what the model says.</summary>
[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class BookModelTests(Engine engine)
{
    private const int ActsOfARun = 60;
    private static readonly int Runs = ModelRuns.Of(usual: 8, ActsOfARun);
    private static int _made;
    private TestDatabase _database = null!;
    private DataHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => (_database, _host) = await TestDatabase.StartedAsync(engine);

    [OneTimeTearDown]
    public async Task StopAsync() => await _database.DisposeAsync();

    [Test]
    public Task Every_step_of_any_run_does_what_the_model_says() => Gen.Select(BookActed.Any.Array[ActsOfARun], Gen.Int[0, 250]).SampleAsync(
        RunAsync, writeLine: TestContext.Progress.WriteLine, iter: Runs, threads: 1, print: run => $"uncertain by {run.Item2}: {string.Join(", ", run.Item1.AsEnumerable())}");

    private async Task RunAsync(BookActed[] acts, int uncertain)
    {
        var (fake, run) = (new FakeTimeProvider(DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000)), Interlocked.Increment(ref _made));
        var time = new SteppedTime(fake);
        using var rig = new BookRig(_host, time, uncertain: uncertain);
        var windows = new (string Id, BookModel Model)[BookActed.Windows];
        for (var i = 0; i < windows.Length; i++)
        {
            // The first waits for somebody to open it.
            var opensAt = i == 0 ? (long?)null : rig.Now + (1_000 * i);
            windows[i] = ($"gushi.m{run}w{i}", new BookModel(opensAt, lasts: 5_000 * (i + 1), rig.Now, uncertain));
            await rig.ScheduleAsync(windows[i].Id, opensAt, lasts: 5_000 * (i + 1));
        }

        foreach (var act in acts)
        {
            if (act.Act == BookAct.Advance)
                fake.Advance(TimeSpan.FromMilliseconds(act.Number));
            else if (act.Act == BookAct.StepBack)
                time.Step(-TimeSpan.FromMilliseconds(act.Number));
            else
                await TakeAsync(rig, windows[act.Which].Id, windows[act.Which].Model, act);
        }

        foreach (var (id, model) in windows)
            await CompareAsync(rig, id, model);
    }

    private static async Task TakeAsync(BookRig rig, string id, BookModel model, BookActed act)
    {
        var now = rig.Now;
        if (act.Act == BookAct.Enter)
        {
            var (person, value, late, key) = ($"p{act.Number % 7}", act.Number / 7 % 4, act.Number / 28 % 1_000, act.Number % 3 == 0 ? null : $"k{act.Number % 2}");
            var expected = model.Enter(now, person, value, now - late, key);
            Assert.That((await rig.EnterAsync(id, person, value, now - late, key)).Verdict, Is.EqualTo(expected), $"{act}");
            return;
        }

        var (taken, stop) = (Said(model, act.Act, now), CancellationToken.None);
        var due = act.Act == BookAct.Due ? await rig.WindowAsync(id) : null;
        var move = due is { } && !(due.DueAt <= now) ? new BookMove(due, Taken: false) : await rig.TakeAsync((kernel, database) => act.Act switch
        {
            BookAct.Open => kernel.OpenAsync(database, id, BookRig.Anchor, stop),
            BookAct.Pause => kernel.PauseAsync(database, id, BookRig.Anchor, stop),
            BookAct.Resume => kernel.ResumeAsync(database, id, BookRig.Anchor, stop),
            BookAct.Close => kernel.CloseAsync(database, id, BookRig.Anchor, atOnce: false, stop),
            BookAct.CloseAtOnce => kernel.CloseAsync(database, id, BookRig.Anchor, atOnce: true, stop),
            BookAct.Seal => kernel.SealAsync(database, id, BookRig.Anchor, stop),
            BookAct.Settle => kernel.SettleAsync(database, id, BookRig.Anchor, stop),
            BookAct.Void => kernel.VoidAsync(database, id, BookRig.Anchor, stop),
            _ => kernel.TakeDueAsync(database, due!, stop),
        });
        Assert.That((move.Taken, move.Window!.State), Is.EqualTo((taken, model.State)), $"{act}");
    }

    private static bool Said(BookModel model, BookAct act, long now) => act switch
    {
        BookAct.Open => model.Open(now),
        BookAct.Pause => model.Pause(now),
        BookAct.Resume => model.Resume(now),
        BookAct.Close => model.Close(now, atOnce: false),
        BookAct.CloseAtOnce => model.Close(now, atOnce: true),
        BookAct.Seal => model.Seal(now),
        BookAct.Settle => model.Settle(now),
        BookAct.Void => model.Void(now),
        _ => model.Due(now),
    };

    private static async Task CompareAsync(BookRig rig, string id, BookModel model)
    {
        var (window, steps, entries) = (await rig.WindowAsync(id), await rig.StepsAsync(id), await rig.EntriesAsync(id));
        Assert.Multiple(() =>
        {
            Assert.That(steps.Select(step => step.State), Is.EqualTo(model.States));
            Assert.That(steps.Select(step => step.Revision), Is.EqualTo(Enumerable.Range(1, steps.Count).Select(revision => (long)revision)));
            Assert.That(steps.Select(step => step.At), Is.Ordered);
            Assert.That(steps.Select(step => step.Run), Has.All.EqualTo(rig.Kernel.Run));
            Assert.That((window.State, window.Revision, window.DueAt), Is.EqualTo((model.State, (long)model.States.Count, model.DueAt)));
            Assert.That(entries.ToDictionary(entry => entry.Person.Value["person:".Length..], entry => (entry.Value, entry.Key), StringComparer.Ordinal), Is.EquivalentTo(model.Entries));
            Assert.That(window.CountList, Is.EqualTo(Enumerable.Range(0, BookRig.Values).Select(value => (long)entries.Count(entry => entry.Value == value))));
            Assert.That(window.Root, Is.EqualTo(model.States.Contains("sealed", StringComparer.Ordinal) ? BookRig.RootOf(entries) : null));
        });
    }
}

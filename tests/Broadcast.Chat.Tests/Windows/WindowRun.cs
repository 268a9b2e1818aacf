using System.Globalization;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Windows;
using StackExchange.Redis;

namespace Broadcast.Chat.Tests.Windows;

/// <summary>
/// Takes the same steps on the real Redis and in the model, and compares what each says after every step. Beside the model it knows what was
/// acknowledged: no result is ever made of a part of it.
/// </summary>
/// <param name="rig">The room; disposed with the run.</param>
internal sealed class WindowRun(WindowRig rig) : IAsyncDisposable
{
    private const string Kept = "kept";
    private const string Fleeting = "fleeting";
    private const long Delay = 3_000;

    /// <summary>Windows that may wait for their next step when another is scheduled.</summary>
    private const int Most = 2;

    /// <summary>Two that the database keeps, of which one at a time takes entries, and two that only Redis keeps.</summary>
    private static readonly WindowRef[] All =
    [
        new(WindowRig.Room, Kept, "gushi.k1"), new(WindowRig.Room, Kept, "gushi.k2"), new(WindowRig.Room, Fleeting, "gushi.f1"), new(WindowRig.Room, Fleeting, "gushi.f2"),
    ];

    private readonly WindowRig _rig = rig;
    /// <summary>How many entries were acknowledged in each life of a window, which begins when it opens.</summary>
    private readonly List<int> _acknowledged = [0];

    /// <summary>Which life each window is in; a replica knows an earlier one.</summary>
    private Dictionary<WindowRef, int> _lives = [];
    private WindowModel _model = new();
    private (IReadOnlyList<(RedisKey, byte[], TimeSpan?)> Room, WindowModel Model, Dictionary<WindowRef, int> Lives)? _replica;
    private int _uncertain;

    public async Task TakeAsync(RunStep step)
    {
        var (real, expected) = await StepAsync(step, All[step.Which]);
        Assert.That(real, Is.EqualTo(expected), $"{step}");
        await CompareAsync(step);
    }

    private async Task CompareAsync(RunStep step)
    {
        foreach (var window in All)
        {
            var (real, known) = (await _rig.Windows.ReadAsync(window), _model.Of(window));
            Assert.That(real?.State, Is.EqualTo(known?.State), $"the state of {window.Id} after {step}");
            if (real is null || known is null)
                continue;

            var counts = Enumerable.Range(0, WindowModel.Values).Select(value => (long)known.Entries.Values.Count(entry => entry == value));
            Assert.That(real.Counts, Is.EqualTo(counts), $"the counts of {window.Id} after {step}");
            if (real is { State: WindowState.Closed or WindowState.Sealed or WindowState.Settled, Retold: false })
                Assert.That(real.Counts.Sum(), Is.EqualTo(_acknowledged[_lives.GetValueOrDefault(window)]), $"what {window.Id} is settled from after {step}");
            Assert.That((real.PausedAt, real.Pauses, real.Retold, real.Lacks), Is.EqualTo((known.PausedAt, known.Pauses, known.Retold, known.Lacks)), $"pauses and doubts of {window.Id} after {step}");
        }

        Assert.That(await _rig.DueNamesAsync(), Is.EquivalentTo(_model.Queued), $"the due queue after {step}");
        Assert.That((await _rig.Windows.DueAsync(WindowRig.Room)).Distinct(), Is.EquivalentTo(_model.Due(_rig.Now).Distinct()), $"what is due after {step}");
        Assert.That(await _rig.EventsAsync(), Is.EqualTo(_model.Events), $"the events after {step}");
        Assert.That(await _rig.HandedOverAsync(), Is.EqualTo(_model.HandedOver), $"what was handed over after {step}");
    }

    /// <summary>Every entry that was acknowledged is there, once, with its value; and nothing stays for ever.</summary>
    public async Task FinishAsync()
    {
        foreach (var window in All.Where(window => _model.Of(window) is not null))
        {
            for (var value = 0; value < WindowModel.Values; value++)
            {
                var wanted = _model.Of(window)!.Entries.Where(entry => entry.Value == value).Select(entry => entry.Key);
                Assert.That((await _rig.Entries.WithValueAsync(window, value)).Select(entry => entry.Person.Value), Is.EquivalentTo(wanted), $"the entries of {window.Id}");
            }
        }

        Assert.That(await _rig.WithoutExpiryAsync(), Is.Empty);
    }

    private async Task<(object? Real, object? Expected)> StepAsync(RunStep step, WindowRef window)
    {
        var now = _rig.Now;
        var kept = window.Kind == Kept;
        switch (step.Act)
        {
            case RunAct.Schedule or RunAct.Ask:
                var asks = step.Act == RunAct.Ask && kept;
                var told = asks ? null : WindowRig.Said;
                return (
                    (await _rig.Windows.ScheduleAsync(New(window), now + step.Number, asks, scheduled: told, most: Most)).Id,
                    _model.Schedule(window, now, now + step.Number, asks, kept, Lacks(window), Most));
            case RunAct.Cancel:
                return (await _rig.Windows.CancelAsync(window, WindowRig.Said), _model.Cancel(window, now));
            case RunAct.Open:
                var opened = (await _rig.Windows.OpenAsync(New(window), WindowRig.Said, now + step.Number, now + step.Number + Delay)).Id;
                if (opened == window.Id)
                {
                    _lives[window] = _acknowledged.Count;
                    _acknowledged.Add(0);
                }

                return (opened, _model.Open(window, now, now + step.Number, now + step.Number + Delay, kept, Lacks(window)));
            case RunAct.Pause when await _rig.Windows.ReadAsync(window) is { } open:
                return (await _rig.Windows.PauseAsync(open, WindowRig.Said), _model.Pause(window, now));
            case RunAct.Resume when await _rig.Windows.ReadAsync(window) is { } paused:
                var by = Math.Max(0, now - (paused.PausedAt ?? now));
                return (
                    await _rig.Windows.ResumeAsync(paused, WindowRig.Said, paused.ClosesAt + by, paused.AcceptUntil + by),
                    _model.Resume(window, now, paused.ClosesAt + by, paused.AcceptUntil + by));
            case RunAct.Close or RunAct.CloseAtOnce:
                var atOnce = step.Act == RunAct.CloseAtOnce;
                return (await _rig.Windows.CloseAsync(window, WindowRig.Said, WindowRig.Said, atOnce), _model.Close(window, now, atOnce));
            case RunAct.Mark:
                return (await _rig.Windows.MarkAsync(window, "right", step.Number, ViewerId.Parse("staff:marker")), _model.Mark(window, now, step.Number));
            case RunAct.CallOff or RunAct.CallOffLate:
                var late = step.Act == RunAct.CallOffLate;
                return (await _rig.Windows.CallOffAsync(window, WindowRig.Said, late), _model.CallOff(window, now, late));
            case RunAct.CloseNearEnd when _model.Of(window) is { } known && known.AcceptUntil + step.Number - now is > 0 and var left:
                _rig.Advance(TimeSpan.FromMilliseconds(left));
                return (await _rig.Windows.CloseAsync(window, WindowRig.Said, WindowRig.Said, atOnce: false), _model.Close(window, _rig.Now, atOnce: false));
            case RunAct.Accept:
                return await AcceptAsync(window, new Random(step.Number), now);
            case RunAct.Seal or RunAct.SealAtOnce:
                var settles = step.Act == RunAct.SealAtOnce;
                return (await _rig.Windows.SealAsync(window, step.Number, WindowRig.Said, settles, counted: null, lease: null, [new HashEntry("lost", 1)]), _model.Seal(window, now, settles));
            case RunAct.Settle:
                return (await _rig.Windows.SettleAsync(window, WindowRig.Said), _model.Settle(window, now));
            case RunAct.Void:
                return (await _rig.Windows.VoidAsync(window, WindowRig.Said, kept), _model.Void(window, now, kept));
            case RunAct.Doubt when kept:
                return (await _rig.Handover.DoubtAsync(New(window) with { Own = [] }, WindowRig.Said, WindowRig.Said, heard: true), _model.Doubt(window, now, heard: true));
            case RunAct.Reconcile when kept:
                bool? voided = step.Number switch { 0 => true, 1 => false, _ => null };
                await _rig.Handover.ReconcileAsync(window, voided);
                _model.Reconcile(window, now, voided switch { true => "voided", false => "result", null => "nothing" });
                return (null, null);
            default:
                await HappenAsync(step, window);
                return (null, null);
        }
    }

    private async Task HappenAsync(RunStep step, WindowRef window)
    {
        switch (step.Act)
        {
            case RunAct.Acknowledge:
                await _rig.AcknowledgeAsync();
                _model.Acknowledge();
                break;
            case RunAct.Advance:
                _rig.Advance(TimeSpan.FromMilliseconds(step.Number));
                break;
            case RunAct.StepBack:
                _rig.Step(TimeSpan.FromMilliseconds(step.Number));
                break;
            case RunAct.LoseLog:
                await _rig.LoseLogAsync();
                _model.LoseLog();
                break;
            case RunAct.LoseWindow:
                await _rig.LoseAsync(window);
                _model.Lose(window);
                break;
            case RunAct.Replicate:
                _replica = await ReceivedAsync();
                break;
            case RunAct.FailOver:
                var received = step.Number > 0 && _replica is { } behind ? behind : await ReceivedAsync();
                await _rig.FailOverAsync(received.Room);
                (_model, _lives) = (_model.FailOver(received.Model), new(received.Lives));
                break;
            case RunAct.Uncertain:
                _rig.SetUncertainty(TimeSpan.FromMilliseconds(_uncertain = step.Number));
                break;
        }
    }

    /// <summary>What a replica has that has received everything so far.</summary>
    private async Task<(IReadOnlyList<(RedisKey, byte[], TimeSpan?)> Room, WindowModel Model, Dictionary<WindowRef, int> Lives)> ReceivedAsync() =>
        (await _rig.CopyAsync(), _model.Copy(), new(_lives));

    private async Task<(object? Real, object? Expected)> AcceptAsync(WindowRef window, Random random, long now)
    {
        // Persons and values repeat, and some values do not exist; what came at once has waited for its batch.
        var entries = Enumerable.Range(0, random.Next(1, 9))
            .Select(_ => new Entry(
                ViewerId.Parse(string.Create(CultureInfo.InvariantCulture, $"person:{random.Next(6)}")), random.Next(WindowModel.Values + 1), "name|of it", now - random.Next(800)))
            .ToList();
        var real = await _rig.Entries.AcceptAsync(window, entries);
        _acknowledged[_lives.GetValueOrDefault(window)] += real.Count(result => result == EntryResult.Ok);
        return (real, entries.Select(entry => _model.Accept(window, now, entry.Person.Value, entry.Value, entry.ReceivedAt, _uncertain)).ToArray());
    }

    private static NewWindow New(WindowRef window) =>
        new(window, WindowModel.Values, window.Kind == Kept, Lacks(window) ? [new HashEntry(WindowStore.LacksField, "1")] : []);

    /// <summary>One that the database keeps is made without what decides it.</summary>
    private static bool Lacks(WindowRef window) => window == All[1];

    public ValueTask DisposeAsync() => _rig.DisposeAsync();
}

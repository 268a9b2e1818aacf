using System.Collections.Concurrent;
using TestKit;

namespace Broadcast.Chat.Tests.Outcomes;

internal enum LaneAct
{
    /// <summary>Another outcome of subject <see cref="LaneStep.Value"/>.</summary>
    Add,

    /// <summary>A round, during whose first page so many seconds go by.</summary>
    Round,

    /// <summary>One of the outcomes in work is kept.</summary>
    Keep,

    /// <summary>One of the outcomes in work fails.</summary>
    Fail,
}

internal sealed record LaneStep(LaneAct Act, int Value);

/// <summary>Leads a lane through steps, and writes down what was handed out out of turn.</summary>
internal sealed class LaneRun : IAsyncDisposable
{
    private readonly LaneBench _lane;
    private readonly ConcurrentDictionary<string, Subject> _subjects = new(StringComparer.Ordinal);

    public LaneRun(int page) => _lane = new LaneBench(page) { Begins = Begin, Ends = End };

    public ConcurrentQueue<string> Faults { get; } = [];

    public async Task TakeAsync(LaneStep step)
    {
        switch (step.Act)
        {
            case LaneAct.Add:
                var subject = _subjects.GetOrAdd($"s{step.Value}", _ => new Subject());
                await _lane.AddAsync($"s{step.Value}", ++subject.Written);
                break;
            case LaneAct.Round:
                var round = _lane.RoundAsync();
                _lane.Time.Advance(TimeSpan.FromSeconds(step.Value));
                await round;
                break;
            default:
                if (_lane.InWork is { Count: > 0 } work)
                    Answer(work[step.Value % work.Count], step.Act);
                break;
        }
    }

    /// <summary>Lets everything be kept.</summary>
    public async Task FinishAsync()
    {
        await Eventually.TrueAsync(
            async () =>
            {
                await _lane.RoundAsync();
                foreach (var handled in _lane.InWork)
                    Answer(handled, LaneAct.Keep);
                _lane.Time.Advance(TimeSpan.FromSeconds(10));
                return await _lane.WaitingAsync() == 0;
            },
            "everything is kept");
        foreach (var (name, subject) in _subjects.Where(one => one.Value.Kept != one.Value.Written))
            Faults.Enqueue($"{name}: {subject.Kept} of {subject.Written} were kept");
    }

    public ValueTask DisposeAsync() => _lane.DisposeAsync();

    private void Begin(string name, int number)
    {
        var subject = _subjects[name];
        lock (subject)
        {
            if (number != subject.Kept + 1)
                Faults.Enqueue($"{name}: outcome {number} was handed out when {subject.Kept} were kept");
            if (subject.InWork)
                Faults.Enqueue($"{name}: outcome {number} was handed out beside another");
            subject.InWork = true;
        }
    }

    private void End(string name, int number, bool kept)
    {
        var subject = _subjects[name];
        lock (subject)
        {
            subject.InWork = false;
            if (kept)
                subject.Kept = number;
        }
    }

    private static void Answer(LaneBench.Handled handled, LaneAct act)
    {
        if (act == LaneAct.Keep)
            handled.Keep();
        else
            handled.Fail();
    }

    private sealed class Subject
    {
        public int Written { get; set; }

        public int Kept { get; set; }

        public bool InWork { get; set; }
    }
}

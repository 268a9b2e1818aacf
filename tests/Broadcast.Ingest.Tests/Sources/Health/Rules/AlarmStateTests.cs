using Broadcast.Chat.Contracts.State;
using Broadcast.Ingest.Sources.Health.Rules;
using CsCheck;

namespace Broadcast.Ingest.Tests.Sources.Health.Rules;

/// <summary>Whatever is measured whenever: a rule never flaps faster than its holds, and what is good again clears.</summary>
internal sealed class AlarmStateTests
{
    private static readonly Gen<AlarmRule> Rules =
        Gen.Select(Gen.Bool, Gen.Double[-10, 10], Gen.Double[0, 5], Gen.Int[0, 20], Gen.Int[0, 20], (below, raise, band, raiseAfter, clearAfter) => new AlarmRule
        {
            Code = "test",
            Severity = AlarmSeverity.Warning,
            Text = "Test.",
            Measure = _ => null,
            Below = below,
            Raise = raise,
            Clear = below ? raise + band : raise - band,
            RaiseAfter = TimeSpan.FromSeconds(raiseAfter),
            ClearAfter = TimeSpan.FromSeconds(clearAfter),
        });

    private static readonly Gen<double?> Values = Gen.Frequency((1, Gen.Const((double?)null)), (6, Gen.Double[-15, 15].Select(value => (double?)value)));

    private static readonly Gen<List<(double? Value, int Milliseconds)>> Histories = Gen.Select(Values, Gen.Int[1, 5000]).List[1, 60];

    [Test]
    public void It_never_changes_before_its_hold_is_over() =>
        Gen.Select(Rules, Histories).Sample((rule, history) =>
        {
            var state = new AlarmState(rule);
            var (now, changed, raised) = (TimeSpan.Zero, TimeSpan.Zero, false);
            foreach (var (value, milliseconds) in history)
            {
                now += TimeSpan.FromMilliseconds(milliseconds);
                state.Step(value, now);
                if (state.Raised == raised)
                    continue;
                if (now - changed < (state.Raised ? rule.RaiseAfter : rule.ClearAfter))
                    return false;
                (changed, raised) = (now, state.Raised);
            }

            return true;
        });

    [Test]
    public void What_is_good_or_unknown_for_its_hold_clears() =>
        Gen.Select(Rules, Histories, Gen.Bool).Sample((rule, history, unknown) =>
        {
            var state = new AlarmState(rule);
            var now = Run(state, history);
            double? good = unknown ? null : rule.Clear;
            state.Step(good, now);
            state.Step(good, now + rule.ClearAfter);
            return !state.Raised;
        });

    [Test]
    public void What_is_bad_for_its_hold_is_raised() =>
        Gen.Select(Rules, Histories).Sample((rule, history) =>
        {
            var state = new AlarmState(rule);
            var now = Run(state, history);
            var bad = rule.Below ? rule.Raise - 1 : rule.Raise + 1;
            state.Step(bad, now);
            state.Step(bad, now + rule.RaiseAfter);
            return state.Raised;
        });

    [Test]
    public void Between_the_thresholds_nothing_changes() =>
        Gen.Select(Rules.Where(rule => !rule.IsBad(Between(rule)) && !rule.IsGood(Between(rule))), Histories).Sample((rule, history) =>
        {
            var state = new AlarmState(rule);
            var now = Run(state, history);
            var before = state.Raised;
            for (var i = 0; i < 50; i++)
                state.Step(Between(rule), now += TimeSpan.FromSeconds(1));
            return state.Raised == before;
        });

    [Test]
    public void Unknown_values_raise_nothing() =>
        Rules.Sample(rule =>
        {
            var state = new AlarmState(rule);
            for (var i = 0; i < 100; i++)
                state.Step(null, TimeSpan.FromSeconds(i));
            return !state.Raised;
        });

    /// <summary>Rounded to one of the thresholds where no number lies between the two.</summary>
    private static double Between(AlarmRule rule) => (rule.Raise + rule.Clear) / 2;

    private static TimeSpan Run(AlarmState state, List<(double? Value, int Milliseconds)> history)
    {
        var now = TimeSpan.Zero;
        foreach (var (value, milliseconds) in history)
            state.Step(value, now += TimeSpan.FromMilliseconds(milliseconds));
        return now;
    }
}

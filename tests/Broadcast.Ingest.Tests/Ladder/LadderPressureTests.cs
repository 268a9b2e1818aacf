using Broadcast.Ingest.Ladder;
using Broadcast.Ingest.Tests.Channels;
using CsCheck;

namespace Broadcast.Ingest.Tests.Ladder;

internal sealed class LadderPressureTests
{
    private static readonly DateTimeOffset Noon = new(2026, 8, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly LadderOptions Options = new() { StepDownAfter = TimeSpan.FromSeconds(3), StepUpAfter = TimeSpan.FromSeconds(10) };
    private static readonly LadderLoad Calm = new(TimeSpan.Zero, 0, 0.2);

    [Test]
    public void A_short_overload_changes_nothing()
    {
        var pressure = new LadderPressure(Options, 2);

        var steps = StepsOver(pressure, 60, second => second % 3 == 0 ? Calm : Calm with { Lag = TimeSpan.FromSeconds(2) });

        Assert.That(steps, Is.Empty);
    }

    [TestCase(2, 0, 0.1)]
    [TestCase(0, 5, 0.1)]
    [TestCase(0, 0, 0.99)]
    public void Lag_drops_or_a_busy_host_remove_one_rung_after_another(double lag, long dropped, double cpu)
    {
        var pressure = new LadderPressure(Options, 2);

        var steps = StepsOver(pressure, 12, _ => new LadderLoad(TimeSpan.FromSeconds(lag), dropped, cpu));

        Assert.That(steps, Is.EqualTo([(3, -1), (6, -1)]));
        Assert.That(pressure.Active, Is.Zero);
    }

    [Test]
    public void After_calm_the_ladder_grows_again_and_more_cautiously_after_it_failed()
    {
        var pressure = new LadderPressure(Options, 1);

        var steps = StepsOver(pressure, 60, second => second is < 4 or (>= 16 and < 20) ? Calm with { Cpu = 1 } : Calm);

        // Down, up after ten seconds, down again at once, up after twenty.
        Assert.That(steps, Is.EqualTo([(3, -1), (14, 1), (19, -1), (40, 1)]));
    }

    [Test]
    public void Whatever_happens_steps_are_apart_and_the_count_stays_within_the_ladder() =>
        Gen.Select(Gen.Int[1, 4], Gen.Int[0, 10].Array[1, 400]).Sample((rungs, load) =>
        {
            var pressure = new LadderPressure(Options, rungs);
            var steps = StepsOver(pressure, load.Length, second => Calm with { Cpu = load[second] / 10.0 });

            Sound.Check(pressure.Active >= 0 && pressure.Active <= rungs, "outside of the ladder");
            Sound.Check(pressure.Active == rungs + steps.Sum(step => step.Step), "the steps do not add up to the active rungs");
            Sound.Check(steps.Zip(steps.Skip(1)).All(pair => pair.Second.Second - pair.First.Second >= 3), "steps follow each other too soon");
            Sound.Check(steps.Zip(steps.Skip(1)).All(pair => pair.Second.Step < 0 || pair.Second.Second - pair.First.Second >= 10), "a step up came too soon");
        });

    private static List<(int Second, int Step)> StepsOver(LadderPressure pressure, int seconds, Func<int, LadderLoad> load)
    {
        var steps = new List<(int, int)>();
        for (var second = 0; second < seconds; second++)
            if (pressure.Decide(Noon.AddSeconds(second), load(second)) is not 0 and var step)
                steps.Add((second, step));
        return steps;
    }
}

using CsCheck;
using TestKit;

namespace Broadcast.Chat.Tests.Outcomes;

/// <summary>What one lane hands out, and in which order.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class OutcomeLaneTests
{
    private static readonly TimeSpan AnyRest = TimeSpan.FromMinutes(1);

    [Test]
    public async Task A_subject_keeps_its_order_when_its_outcomes_are_pages_apart()
    {
        await using var lane = new LaneBench(page: 1);
        await lane.AddAsync("s", 1);
        await lane.AddAsync("s", 2);
        await lane.AddAsync("s", 3);

        var order = new List<int>();
        for (var i = 0; i < 4; i++)
        {
            var handled = await lane.WorkAsync("s");
            order.Add(handled.Number);
            await lane.KeepAsync(handled);
            if (i == 1)
                await lane.AddAsync("s", 4);
        }

        Assert.That(order, Is.EqualTo([1, 2, 3, 4]));
    }

    [Test]
    public async Task A_rest_that_ends_while_a_page_is_read_lets_no_later_outcome_go_first()
    {
        await using var lane = new LaneBench(page: 1);
        await lane.AddAsync("s", 1);
        (await lane.WorkAsync("s")).Fail();
        await lane.IdleAsync();

        await lane.AddAsync("s", 2);
        var round = lane.RoundAsync();
        lane.Time.Advance(AnyRest);
        await round;
        var next = await lane.WorkAsync("s");

        Assert.That(next.Number, Is.EqualTo(1));
    }

    [Test]
    public async Task A_good_outcome_is_kept_behind_any_number_that_fail_for_ever()
    {
        await using var lane = new LaneBench(page: 200);
        lane.Fails = subject => subject != "good";
        await lane.AddAsync(Enumerable.Range(0, 1_500).Select(i => ($"bad{i}", 1)));
        await lane.AddAsync("good", 1);

        for (var i = 0; i < 10 && lane.InWork.Count == 0; i++)
        {
            await lane.RoundAsync();
            await Eventually.TrueAsync(() => lane.InWork.Count > 0 || lane.IdleAsync().IsCompleted, "all others have failed");
            lane.Time.Advance(AnyRest);
        }

        Assert.That(lane.InWork.Select(handled => handled.Subject), Is.EqualTo(["good"]));
    }

    [Test]
    public async Task What_a_process_keeps_after_another_took_over_stays_for_that_one()
    {
        await using var lane = new LaneBench(page: 200);
        await lane.AddAsync("s", 1);
        var handled = await lane.WorkAsync("s");

        await lane.TakeOverAsync();
        handled.Keep();
        await lane.IdleAsync();
        await lane.RoundAsync();

        Assert.That((await lane.WaitingAsync(), lane.InWork.Count), Is.EqualTo((1, 0)));
    }

    /// <summary>A failure names its seed, for CsCheck_Seed.</summary>
    [Test]
    public Task Whatever_happens_the_outcomes_of_a_subject_are_handed_out_one_by_one_in_their_order() =>
        Gen.Select(Gen.Int[1, 4], Steps.Array[1, 60]).SampleAsync(
            async (page, steps) =>
            {
                await using var run = new LaneRun(page);
                foreach (var step in steps)
                    await run.TakeAsync(step);
                await run.FinishAsync();
                Assert.That(run.Faults, Is.Empty);
            },
            iter: 60,
            threads: 1,
            print: sample => $"pages of {sample.Item1}: {string.Join(", ", sample.Item2.AsEnumerable())}");

    private static readonly Gen<LaneStep> Steps = Gen.Frequency(
        (4, Gen.Int[0, 3].Select(subject => new LaneStep(LaneAct.Add, subject))),
        (4, Gen.Int[0, 12].Select(seconds => new LaneStep(LaneAct.Round, seconds))),
        (4, Gen.Int[0, 7].Select(which => new LaneStep(LaneAct.Keep, which))),
        (2, Gen.Int[0, 7].Select(which => new LaneStep(LaneAct.Fail, which))));
}

using CsCheck;
using TestKit;

namespace Broadcast.Chat.Tests.Windows;

/// <summary>Whatever happens to windows, in whatever order: Redis does what the model says.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class WindowModelTests
{
    private const int StepsOfARun = 100;

    /// <summary>A failure names its seed, for CsCheck_Seed.</summary>
    private static readonly int Runs = ModelRuns.Of(usual: 30, StepsOfARun);

    [Test]
    public Task Every_step_of_any_run_does_what_the_model_says() => RunStep.Any.Array[StepsOfARun].SampleAsync(
        async steps =>
        {
            await using var run = new WindowRun();
            foreach (var step in steps)
                await run.TakeAsync(step);
            await run.FinishAsync();
        },
        writeLine: TestContext.Progress.WriteLine,
        iter: Runs,
        threads: 1,
        print: steps => string.Join(", ", steps.AsEnumerable()));
}

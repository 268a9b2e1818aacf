using CsCheck;
using TestKit;
using TestKit.Redis;

namespace Broadcast.Chat.Tests.Windows;

/// <summary>Whatever happens to windows, in whatever order: Redis does what the model says.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class WindowModelTests
{
    private const int StepsOfARun = 100;

    /// <summary>A failure names its seed, for CsCheck_Seed.</summary>
    private static readonly int Runs = ModelRuns.Of(usual: 30, StepsOfARun);

    /// <summary>Its history changes, so nobody else may use it.</summary>
    private RedisServer _primary = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _primary = await RedisServer.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _primary.DisposeAsync();

    [Test]
    public Task Every_step_of_any_run_does_what_the_model_says() => RunsAsync(RunStep.Any, () => new WindowRig());

    /// <summary>Also when the replica had received less than was answered, and when the same server is promoted again.</summary>
    [Test]
    public Task No_failover_lets_a_window_be_settled_from_a_part() => RunsAsync(RunStep.WithFailovers, () => WindowRig.OnPrimary(_primary));

    private static Task RunsAsync(Gen<RunStep> step, Func<WindowRig> room) => step.Array[StepsOfARun].SampleAsync(
        async steps =>
        {
            await using var run = new WindowRun(room());
            foreach (var taken in steps)
                await run.TakeAsync(taken);
            await run.FinishAsync();
        },
        writeLine: TestContext.Progress.WriteLine,
        iter: Runs,
        threads: 1,
        print: steps => string.Join(", ", steps.AsEnumerable()));
}

using System.Diagnostics;
using Load.Servers;
using TestKit;

namespace Load.Scenarios;

/// <summary>
/// Kills one of several chat processes: the viewer count must be right again within 7 s, the viewers of the killed node must be back on the
/// others within 60 s, and nobody may miss a control event.
/// </summary>
internal static class KillNode
{
    /// <summary>How long viewers of the killed node stay away at least: meanwhile the right viewer count does not change.</summary>
    private static readonly TimeSpan Away = TimeSpan.FromSeconds(9);

    public static async Task<bool> RunAsync(Arguments arguments)
    {
        var (connections, nodes, rate) = (arguments.Count("connections", 6000), arguments.Count("nodes", 3), arguments.Number("rate", 20));
        await using var festival = await Festival.StartAsync("LiveFestival", nodes, arguments.Passed);
        await using var trial = await Trial.StartAsync(
            festival, connections, spec => spec with { BackAfter = Away, BackWithin = TimeSpan.FromSeconds(arguments.Number("back", 30)) });
        Console.WriteLine($"killnode: {connections} connections on {nodes} nodes, in after {trial.ConnectedIn.TotalSeconds:0} s");
        await Fanout.SayAsync(trial, festival, rate, arguments.Number("warmup", 5));
        await AudienceAsync(festival, connections, TimeSpan.FromSeconds(10));

        var killing = KillAsync(trial, festival, connections);
        var outcome = await Fanout.SayAsync(trial, festival, rate, arguments.Number("seconds", 70));
        var (right, back) = await killing;
        outcome.Print();
        Console.WriteLine($"  audience right after {Format(right)}, all back after {Format(back)}");

        var faults = outcome.Faults.ToList();
        foreach (var node in festival.Chat.SkipLast(1).Where(node => node.Process.HasExited))
            faults.Add($"a node that was not killed ended with {node.Process.ExitCode}: {string.Join('\n', node.Process.Lines.TakeLast(30))}");
        if (right is null || right > TimeSpan.FromSeconds(7))
            faults.Add("the audience was not right within 7 s");
        if (back is null || back > TimeSpan.FromSeconds(60))
            faults.Add("not all were back within 60 s");
        return Verdict.Of(faults);
    }

    /// <summary>Kills the last node after 5 s. Returns when the viewer count was right and when all were back; null for never.</summary>
    private static async Task<(TimeSpan? Right, TimeSpan? Back)> KillAsync(Trial trial, Festival festival, int connections)
    {
        await Task.Delay(TimeSpan.FromSeconds(5));
        var victim = festival.Chat[^1];
        var left = connections - SeatsOfLast(festival.Chat.Count, connections);
        var killed = Stopwatch.GetTimestamp();
        victim.Process.Kill();
        Console.WriteLine($"  killed a node with {connections - left} connections");
        var right = await ElapsedAsync(() => AudienceAsync(festival, left, Away - TimeSpan.FromSeconds(0.5)), killed);
        var back = await ElapsedAsync(
            () => Eventually.TrueAsync(async () => await trial.OpenAsync() == connections, "all are back", TimeSpan.FromSeconds(75)), killed);
        await ElapsedAsync(() => AudienceAsync(festival, connections, TimeSpan.FromSeconds(10)), killed);
        return (right, back);
    }

    /// <summary>The number of connections of the last node: connections are spread over the nodes in turn.</summary>
    private static int SeatsOfLast(int nodes, int connections) => Enumerable.Range(0, connections).Count(index => index % nodes == nodes - 1);

    private static Task AudienceAsync(Festival festival, long people, TimeSpan within) => Eventually.TrueAsync(
        async () => await Festival.AudienceAsync(festival.Chat[0]) == people, $"the audience is {people}", within);

    private static async Task<TimeSpan?> ElapsedAsync(Func<Task> wait, long since)
    {
        try
        {
            await wait();
            return Stopwatch.GetElapsedTime(since);
        }
        catch (Exception late) when (late is TimeoutException or HttpRequestException)
        {
            Console.WriteLine($"  {late.Message}");
            return null;
        }
    }

    private static string Format(TimeSpan? time) => time is { } known ? $"{known.TotalSeconds:0.0} s" : "never";
}

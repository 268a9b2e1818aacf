using System.Globalization;
using Broadcast.Chat.Windows;
using Microsoft.Extensions.DependencyInjection;
using TestKit.Processes;
using TestKit.Redis;

namespace Broadcast.Chat.Tests.Windows.Kills;

/// <summary>
/// A node, or its Redis, is killed in each step of a window's life, at each point of the step's way. What is judged is what Redis has then, and
/// after everything was sent once more. KILLS says how often.
/// </summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class WindowKillsTests
{
    private static int Kills => int.Parse(Environment.GetEnvironmentVariable("KILLS") ?? "10", CultureInfo.InvariantCulture);

    [Test]
    public async Task What_was_acknowledged_is_kept_and_nothing_happens_twice()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        for (var round = 0; round < Kills; round++)
        {
            // The numbers of points and of steps have no divisor in common: seventy rounds meet every pair.
            var (point, step) = (WindowNode.Points[round % WindowNode.Points.Count], round % WindowLife.Steps.Count);
            await using var killed = await KilledAsync(redis, $"kill{round}", point, step);
            await using var rig = new WindowRig(redis.ConnectionString, $"kill{round}");
            var name = $"round {round}: {point} in step {step}, {WindowLife.Steps[step].Step}";

            var found = await JudgeAsync(rig, killed.Lines, step, name);
            await RepeatAsync(rig, services, found, name);
            if ((round + 1) % 10 == 0 && Kills > 10)
                await TestContext.Progress.WriteLineAsync($"{round + 1} of {Kills} kills in a window's life");
        }
    }

    private static async Task<TestProcess> KilledAsync(RedisServer redis, string prefix, string point, int step)
    {
        var node = TestProcess.Start(
            "dotnet", ["exec", typeof(WindowNode).Assembly.Location, WindowNode.Name, $"{redis.Port}", $"{redis.ProcessId}", prefix, point, $"{step}"]);
        await node.WaitForExitAsync();
        var server = point is KillingGate.ServerHasIt or KillingGate.ServerAnswered;
        Assert.That(node.ExitCode, Is.EqualTo(server ? 0 : 128 + 9), node.Output);
        if (server)
        {
            // It is dead already; this waits for the end of the process.
            await redis.KillAsync();
            await redis.StartAgainAsync();
        }

        return node;
    }

    /// <summary>Compares what Redis has with what the node has told; returns how far the window has come.</summary>
    private static async Task<int> JudgeAsync(WindowRig rig, IReadOnlyList<string> lines, int last, string name)
    {
        var told = lines.Select(line => line.Split(' ')).Where(line => line[0] == "told").ToList();
        var done = lines.Where(line => line.StartsWith("done ", StringComparison.Ordinal)).Select(line => int.Parse(line[5..], CultureInfo.InvariantCulture)).DefaultIfEmpty(-1).Max();
        Assert.That(told.Select(line => line[2]), Has.All.EqualTo(EntryResult.Ok), name);
        var sent = Enumerable.Range(0, last + 1).SelectMany(WindowLife.In).ToDictionary(entry => entry.Person, entry => entry.Value, StringComparer.Ordinal);
        var window = await rig.Windows.ReadAsync(WindowLife.Window);
        var rank = WindowLife.Ranks.ToList().FindIndex(known => known.State == window?.State && known.Pauses == (window?.Pauses ?? 0));
        Assert.That(rank, Is.InRange(done < 0 ? 0 : WindowLife.Steps[done].Rank, WindowLife.Steps[last].Rank), $"{name}: the state {window?.State}");

        var stored = await StoredAsync(rig);
        Assert.That(told.Select(line => line[1]), Is.SubsetOf(stored.Keys), $"{name}: who was told");
        Assert.That(stored, Is.SubsetOf(sent), $"{name}: who sent");
        await CompareAsync(rig, rank, stored, name);
        return rank;
    }

    /// <summary>Sends everything once more: all are in once, and each transition has happened once.</summary>
    private static async Task RepeatAsync(WindowRig rig, IServiceProvider services, int found, string name)
    {
        var before = (await StoredAsync(rig)).Keys.ToHashSet(StringComparer.Ordinal);
        var life = new WindowLife(rig, WindowNode.Acceptor(rig, services), "the test");
        var results = new List<(string Person, string Result)>();
        for (var step = 0; step < WindowLife.Steps.Count; step++)
            await life.TakeAsync(step, (person, result) =>
            {
                lock (results)
                    results.Add((person, result));
            });

        var all = Enumerable.Range(0, WindowLife.Steps.Count).SelectMany(WindowLife.In).ToDictionary(entry => entry.Person, entry => entry.Value, StringComparer.Ordinal);
        // Before it closed, whoever was in is told so; then nobody is taken any more, and the first call has taken everybody.
        Assert.That(results.Where(result => !before.Contains(result.Person)).Select(result => result.Result), Has.All.EqualTo(EntryResult.Ok), name);
        Assert.That(
            results.Where(result => before.Contains(result.Person)).Select(result => result.Result), Has.All.AnyOf(EntryResult.Known, EntryResult.Closed), name);
        var stored = await StoredAsync(rig);
        Assert.That(stored, Is.EquivalentTo(all), name);
        await CompareAsync(rig, WindowLife.Ranks.Count - 1, stored, name);
        var window = await rig.Windows.ReadAsync(WindowLife.Window);
        Assert.That(window!.Result, Is.EqualTo(found >= 5 ? "\"the node\"" : "\"the test\""), $"{name}: the first result stands");
    }

    private static async Task CompareAsync(WindowRig rig, int rank, Dictionary<string, int> stored, string name)
    {
        var window = await rig.Windows.ReadAsync(WindowLife.Window);
        var counts = Enumerable.Range(0, WindowLife.Values).Select(value => (long)stored.Values.Count(each => each == value));
        Assert.That(window?.Counts ?? [0, 0, 0], Is.EqualTo(counts), $"{name}: the counts");
        Assert.That(await rig.EventsAsync(), Is.EqualTo(WindowLife.Ranks[rank].Events), $"{name}: an event for each transition");
        Assert.That(
            await rig.HandedOverAsync(), Is.EqualTo(rank >= 4 ? [$"{WindowLife.Window.Id} {WindowState.Closed}"] : Array.Empty<string>()), $"{name}: one outcome");
    }

    private static async Task<Dictionary<string, int>> StoredAsync(WindowRig rig)
    {
        var stored = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var value = 0; value < WindowLife.Values; value++)
            foreach (var (person, _) in await rig.Entries.WithValueAsync(WindowLife.Window, value))
                stored.Add(person.Value, value);
        return stored;
    }
}

using System.Diagnostics;
using Load.Clients;
using Load.Servers;
using TestKit.Hosts;

namespace Load.Scenarios;

/// <summary>An anchor who pins one product after another on the schedule, over HTTP at a live node.</summary>
internal static class Pins
{
    private static readonly TimeSpan Grain = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Again = TimeSpan.FromMilliseconds(250);

    /// <summary>Pins until <paramref name="over"/>; returns the offsets of the events. A late pin counts as late.</summary>
    public static async Task<IReadOnlyList<long>> RunAsync(Festival festival, FestivalHost node, Schedule schedule, CancellationToken over)
    {
        var offsets = new List<long>();
        try
        {
            for (var turn = 0; ; turn++)
            {
                var due = schedule.Start + Swarm.Ticks(schedule.PinEvery.TotalSeconds * turn);
                // A timer may fire some milliseconds early, and a pin heard before it is due would count as the turn before.
                while (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is var wait && wait > TimeSpan.Zero)
                    await Task.Delay(wait + Grain, over);
                over.ThrowIfCancellationRequested();
                offsets.Add(await PinAsync(festival, node, schedule.Products[turn % schedule.Products.Count], over));
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return offsets;
        }
    }

    /// <summary>Retries until the pin is accepted. All tries have one id, so the pin has one effect.</summary>
    private static async Task<long> PinAsync(Festival festival, FestivalHost node, string product, CancellationToken over)
    {
        var id = Guid.NewGuid().ToString("N");
        while (true)
        {
            try
            {
                return await festival.PinAsync(node, product, id);
            }
            catch (HttpRequestException refused)
            {
                if (node.Process.HasExited)
                    throw new InvalidOperationException($"The node ended with {node.Process.ExitCode}:\n{string.Join('\n', node.Process.Lines.TakeLast(40))}", refused);
                Console.WriteLine($"  a pin again: {refused.Message}");
                await Task.Delay(Again, over);
            }
        }
    }
}

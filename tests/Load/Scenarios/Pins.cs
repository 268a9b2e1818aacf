using System.Diagnostics;
using Load.Clients;
using Load.Servers;
using TestKit.Hosts;

namespace Load.Scenarios;

/// <summary>An anchor who pins one product after another on the schedule, over HTTP at a node that lives.</summary>
internal static class Pins
{
    /// <summary>Returns the offsets of the events, until <paramref name="over"/>. A pin that is late is late in the figures; none is left out.</summary>
    public static async Task<IReadOnlyList<long>> SayAsync(Festival festival, FestivalHost node, Schedule schedule, CancellationToken over)
    {
        var offsets = new List<long>();
        try
        {
            for (var turn = 0; ; turn++)
            {
                var due = schedule.Start + Swarm.Ticks(schedule.PinEvery.TotalSeconds * turn);
                var wait = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due);
                if (wait > TimeSpan.Zero)
                    await Task.Delay(wait, over);
                over.ThrowIfCancellationRequested();
                offsets.Add(await festival.PinAsync(node, schedule.Products[turn % schedule.Products.Count], CancellationToken.None));
            }
        }
        catch (OperationCanceledException) when (over.IsCancellationRequested)
        {
            return offsets;
        }
    }
}

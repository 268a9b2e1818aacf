using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Load.Clients;
using Load.Dialects;
using Load.Servers;

namespace Load.Scenarios;

/// <summary>
/// One connection joins from the beginning of a long log again and again: what a call costs the node beyond what it uses anyway, and how many
/// are answered.
/// </summary>
internal static class Joins
{
    private const int Anchors = 4;

    /// <summary>The node's own work is measured for at most so long, in seconds, and what the pins leave it to do is waited for as long.</summary>
    private const double Rest = 10;

    public static async Task<bool> RunAsync(Arguments arguments)
    {
        var (events, rate, seconds) = (arguments.Count("events", 10_000), arguments.Number("rate", 15), arguments.Number("seconds", 20));
        await using var festival = await Festival.StartAsync("LiveFestival", 1, arguments.Passed);
        Console.WriteLine($"join: {events} pins are written");
        await Parallel.ForEachAsync(Enumerable.Range(0, events), new ParallelOptions { MaxDegreeOfParallelism = Anchors }, async (turn, _) =>
            await festival.PinAsync(festival.Chat[0], festival.Products[turn % festival.Products.Count], Guid.NewGuid().ToString("N")));

        using var caller = new JoinCaller(Festival.Room);
        await caller.ConnectAsync(festival.Nodes[0], new Tickets(festival.Dialect.Key).Of(1));
        var epoch = await caller.EnterAsync();
        await Task.Delay(TimeSpan.FromSeconds(Rest));
        var (idle, _) = await MeasureAsync(festival, () => Task.Delay(TimeSpan.FromSeconds(Math.Min(seconds, Rest))));
        var calls = default(Calls);
        var (busy, elapsed) = await MeasureAsync(festival, async () => calls = await JoinAsync(caller, epoch, rate, seconds));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"join: {calls.Answered} answered, {calls.Refused} refused in {elapsed:0.0} s; {calls.Bytes / 1e6:0.0} MB sent, {calls.Bytes / 1e6 / Math.Max(calls.Answered, 1):0.00} MB an answer; {100 * idle:0} % of a processor before, {100 * busy:0} % meanwhile: {1000 * (busy - idle) * elapsed / (calls.Answered + calls.Refused):0.0} ms a call"));
        return true;
    }

    private static async Task<Calls> JoinAsync(JoinCaller caller, string epoch, double rate, double seconds)
    {
        var calls = default(Calls);
        var start = Stopwatch.GetTimestamp();
        for (var turn = 0; turn / rate < seconds; turn++)
        {
            if (TimeSpan.FromSeconds(turn / rate) - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } wait)
                await Task.Delay(wait);
            var (bytes, refused) = await caller.JoinFromStartAsync(epoch);
            calls = new Calls(calls.Answered + (refused ? 0 : 1), calls.Refused + (refused ? 1 : 0), calls.Bytes + bytes);
        }

        return calls;
    }

    /// <summary>The share of one processor that the festival's processes use while something is done, and how long that takes in seconds.</summary>
    private static async Task<(double Share, double Elapsed)> MeasureAsync(Festival festival, Func<Task> something)
    {
        var (before, start) = (Usage.Of(festival.Processes).Cpu, Stopwatch.GetTimestamp());
        await something();
        var elapsed = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return ((Usage.Of(festival.Processes).Cpu - before) / elapsed, elapsed);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Calls(int Answered, int Refused, long Bytes);
}

using System.Diagnostics;
using System.Globalization;
using Load.Clients;
using Load.Dialects;
using Load.Servers;

namespace Load.Scenarios;

/// <summary>One connection joins from the beginning of a long log again and again: what an answer costs the node, and how many it gets.</summary>
internal static class Joins
{
    private const int Anchors = 4;

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
        var (answered, refused, bytes) = (0, 0, 0L);
        var (before, start) = (Usage.Of(festival.Processes), Stopwatch.GetTimestamp());
        for (var turn = 0; turn / rate < seconds; turn++)
        {
            if (TimeSpan.FromSeconds(turn / rate) - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } wait)
                await Task.Delay(wait);
            var answer = await caller.JoinFromStartAsync(epoch);
            bytes += answer.Bytes;
            answered += answer.Refused ? 0 : 1;
            refused += answer.Refused ? 1 : 0;
        }

        var (cpu, elapsed) = (Usage.Of(festival.Processes).Cpu - before.Cpu, Stopwatch.GetElapsedTime(start).TotalSeconds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"join: {answered} answered, {refused} refused in {elapsed:0.0} s; {bytes / 1e6:0.0} MB sent, {bytes / 1e6 / Math.Max(answered, 1):0.00} MB an answer; {1000 * cpu / (answered + refused):0.0} ms of processor a call, {100 * cpu / elapsed:0} % of a processor"));
        return true;
    }
}

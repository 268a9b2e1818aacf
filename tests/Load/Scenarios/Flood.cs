using Load.Servers;

namespace Load.Scenarios;

/// <summary>Sends far more than anybody can read: frames must count what they leave out, and control events must get through.</summary>
internal static class Flood
{
    public static async Task<bool> RunAsync(Arguments arguments)
    {
        var (connections, rate, seconds) = (arguments.Count("connections", 2000), arguments.Number("rate", 5000), arguments.Number("seconds", 30));
        var people = arguments.Count("people", 500);
        await using var festival = await Festival.StartAsync("LiveFestival", 1, arguments.Passed);
        await using var trial = await Trial.StartAsync(festival, connections);
        Console.WriteLine($"flood: {rate:0} messages/s of {people} people to {connections} connections");
        await Fanout.SayAsync(trial, festival, 50, arguments.Number("warmup", 5), people);
        var outcome = await Fanout.SayAsync(trial, festival, rate, seconds, people);
        outcome.Print();
        return Verdict.Of(outcome.Faults);
    }
}

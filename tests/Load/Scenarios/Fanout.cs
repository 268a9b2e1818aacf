using Load.Servers;

namespace Load.Scenarios;

/// <summary>One room with everybody in it, chat at a steady rate, and pins in between.</summary>
internal static class Fanout
{
    public static async Task<bool> RunAsync(Arguments arguments)
    {
        var (connections, rate, seconds) = (arguments.Count("connections", 2000), arguments.Number("rate", 50), arguments.Number("seconds", 30));
        await using var festival = await Festival.StartAsync("LiveFestival", 1, arguments.Passed);
        await using var trial = await Trial.StartAsync(festival, connections);
        Console.WriteLine($"fanout: {connections} connections in {trial.ConnectedIn.TotalSeconds:0} s, {trial.BytesPerConnection / 1000:0.0} KB each");
        await SayAsync(trial, festival, rate, arguments.Number("warmup", 20));
        var outcome = await SayAsync(trial, festival, rate, seconds);
        outcome.Print();
        return Verdict.Of(outcome.Faults);
    }

    public static Task<Outcome> SayAsync(Trial trial, Festival festival, double rate, double seconds, int speakers = 100) => trial.SpeakAsync(
        rate, seconds, schedule => schedule with { Products = festival.Products, Speakers = speakers },
        (schedule, over) => Pins.RunAsync(festival, festival.Chat[0], schedule, over));
}

using Load.Peers;
using Load.Servers;

namespace Load.Scenarios;

/// <summary>
/// One connection in twenty never reads: the others must not notice. The same on SignalR with its Redis backplane, to compare memory.
/// </summary>
internal static class Unread
{
    private const int OneIn = 20;

    public static async Task<bool> RunAsync(Arguments arguments)
    {
        var (connections, rate, seconds) = (arguments.Count("connections", 2000), arguments.Number("rate", 50), arguments.Number("seconds", 60));
        var holds = true;
        foreach (var unread in new[] { 0, OneIn })
        {
            await using var festival = await Festival.StartAsync("LiveFestival", 1, arguments.Passed);
            await using var trial = await Trial.StartAsync(festival, connections, spec => spec with { UnreadEvery = unread });
            Console.WriteLine($"unread: LiveFestival, {connections} connections, {(unread == 0 ? "all read" : $"one in {unread} never reads")}");
            await Fanout.SayAsync(trial, festival, rate, arguments.Number("warmup", 5));
            var outcome = await Fanout.SayAsync(trial, festival, rate, seconds);
            outcome.Print();
            holds &= Verdict.Of(outcome.Faults);
        }

        if (arguments.Text("peer", "signalr") != "signalr")
            return holds;

        foreach (var unread in new[] { 0, OneIn })
        {
            await using var peer = await ProcessPeer.SignalRAsync(backplane: true);
            await using var trial = await Trial.StartAsync(peer, connections, spec => spec with { UnreadEvery = unread });
            Console.WriteLine($"unread: {peer.Name}, {connections} connections, {(unread == 0 ? "all read" : $"one in {unread} never reads")}, the same batches");
            await trial.SpeakAsync(rate, 5, schedule => schedule with { BatchEvery = TimeSpan.FromMilliseconds(100), Length = RoomsBenchmark.EventLength });
            var outcome = await trial.SpeakAsync(rate, seconds, schedule => schedule with { BatchEvery = TimeSpan.FromMilliseconds(100), Length = RoomsBenchmark.EventLength });
            outcome.Print();
        }

        return holds;
    }
}

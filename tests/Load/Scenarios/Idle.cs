using System.Globalization;
using Load.Peers;
using Load.Servers;

namespace Load.Scenarios;

/// <summary>Connections to a silent room: the server memory of each, and the processor time of all.</summary>
internal static class Idle
{
    public static async Task<bool> RunAsync(Arguments arguments)
    {
        var connections = arguments.Count("connections", 10_000);
        foreach (var name in arguments.Text("peers", "festival,signalr,nchan,socketio").Split(','))
        {
            await using var server = await RoomServers.StartAsync(name, connections, arguments.Passed);
            await using var trial = await Trial.StartAsync(server, connections);
            var early = trial.BytesPerConnection;
            var before = Usage.Of(server.Processes);
            var seconds = arguments.Number("seconds", 30);
            await Task.Delay(TimeSpan.FromSeconds(seconds));
            var after = Usage.Of(server.Processes);
            var later = early + ((double)(after.Memory - before.Memory) / connections);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"idle: {server.Name}, {connections} connections: {early / 1000:0.0} KB each when all are in, {later / 1000:0.0} KB {seconds:0} s later; {100 * (after.Cpu - before.Cpu) / seconds:0.0} % of a processor"));
        }

        return true;
    }
}

using System.Globalization;
using Load.Servers;

namespace Load.Peers;

/// <summary>Starts servers by the names that commands use.</summary>
internal static class RoomServers
{
    public const string All = "festival,festival-each,signalr,signalr-redis,nchan,socketio,socketio-redis";

    /// <summary>LiveFestival's tick with this many connections, by its defaults.</summary>
    public static TimeSpan Tick(int connections) => TimeSpan.FromSeconds(Math.Clamp(connections / 25_000.0, 0.1, 1));

    public static async Task<IRoomServer> StartAsync(string name, int connections, params string[] arguments) => name switch
    {
        // A frame may show more chat than is offered: deliveries are measured, so nothing is to be left out.
        "festival" => await Festival.StartAsync("LiveFestival", 1, ["--Rooms:ChatPerFrame", "1000", .. arguments]),
        "festival-each" => await Festival.StartAsync("LiveFestival, tick 20 ms", 1,
            ["--Rooms:ChatPerFrame", "1000", "--Rooms:Tick", "00:00:00.02", "--Rooms:FramesPerSecond", Math.Max(10_000_000, connections).ToString(CultureInfo.InvariantCulture), .. arguments]),
        "signalr" => await ProcessPeer.SignalRAsync(backplane: false),
        "signalr-redis" => await ProcessPeer.SignalRAsync(backplane: true),
        "nchan" => await NchanPeer.StartAsync(),
        "socketio" => await ProcessPeer.SocketIoAsync(adapter: false),
        "socketio-redis" => await ProcessPeer.SocketIoAsync(adapter: true),
        _ => throw new ArgumentException($"There is no server '{name}': use one of {All}.", nameof(name)),
    };
}

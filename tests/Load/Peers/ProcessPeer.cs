using Load.Dialects;
using Load.Servers;
using TestKit;
using TestKit.Processes;
using TestKit.Redis;

namespace Load.Peers;

/// <summary>A server that is one process on one port, alone or with a Redis of its own to talk through.</summary>
internal sealed class ProcessPeer : IRoomServer
{
    private readonly int _port = FreePort.Next();
    private readonly RedisServer? _redis;
    private readonly TestProcess _process;

    private ProcessPeer(string name, string dialect, RedisServer? redis, Func<int, RedisServer?, TestProcess> launch)
    {
        (Name, Dialect, _redis) = (name, new DialectSpec(dialect), redis);
        _process = launch(_port, redis);
    }

    public string Name { get; }

    public IReadOnlyList<string> Nodes => [$"127.0.0.1:{_port}"];

    public DialectSpec Dialect { get; }

    public IReadOnlyList<int> Processes => [_process.Id];

    public int? Redis => _redis?.ProcessId;

    /// <summary>Plain SignalR, or with its Redis backplane.</summary>
    public static Task<ProcessPeer> SignalRAsync(bool backplane) => StartAsync(
        backplane ? "SignalR, Redis backplane" : "SignalR", "signalr", backplane,
        (port, redis) => TestProcess.Start("dotnet", [typeof(ProcessPeer).Assembly.Location, "signalr-peer", $"{port}", .. Settings(redis)]));

    /// <summary>socket.io on Node.js, alone or with its Redis adapter. <c>deploy/bench.sh</c> installs its packages.</summary>
    public static Task<ProcessPeer> SocketIoAsync(bool adapter)
    {
        var folder = Path.Combine(Repository.Root, "tests", "Load", "Peers", "socketio");
        return StartAsync(
            adapter ? "socket.io, Redis adapter" : "socket.io", "socketio", adapter,
            (port, redis) => TestProcess.Start("node", [Path.Combine(folder, "server.js"), $"{port}", .. Settings(redis).Select(text => text.Split(',')[0])], folder));
    }

    public async ValueTask DisposeAsync()
    {
        // Nobody waits for what is still queued after an overload.
        _process.Kill();
        await _process.DisposeAsync();
        if (_redis is not null)
            await _redis.DisposeAsync();
    }

    private static async Task<ProcessPeer> StartAsync(string name, string dialect, bool throughRedis, Func<int, RedisServer?, TestProcess> launch)
    {
        var peer = new ProcessPeer(name, dialect, throughRedis ? await RedisServer.StartAsync() : null, launch);
        try
        {
            await Listening.AtAsync(peer._port, peer._process);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    private static string[] Settings(RedisServer? redis) => redis is null ? [] : [redis.ConnectionString];
}

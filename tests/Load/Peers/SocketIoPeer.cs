using Load.Dialects;
using Load.Servers;
using TestKit;
using TestKit.Processes;
using TestKit.Redis;

namespace Load.Peers;

/// <summary>socket.io on Node.js, alone or with its Redis adapter. <c>deploy/bench.sh</c> installs its packages.</summary>
internal sealed class SocketIoPeer : IRoomServer
{
    private readonly int _port = FreePort.Next();
    private RedisServer? _redis;
    private TestProcess? _process;

    private SocketIoPeer(bool adapter) => Name = adapter ? "socket.io, Redis adapter" : "socket.io";

    public string Name { get; }

    public IReadOnlyList<string> Nodes => [$"127.0.0.1:{_port}"];

    public DialectSpec Dialect => new("socketio");

    public IReadOnlyList<int> Processes => [_process!.Id];

    public int? Redis => _redis?.ProcessId;

    public static async Task<SocketIoPeer> StartAsync(bool adapter)
    {
        var peer = new SocketIoPeer(adapter);
        if (adapter)
            peer._redis = await RedisServer.StartAsync();
        string[] redis = peer._redis is { } server ? [server.ConnectionString.Split(',')[0]] : [];
        var folder = Path.Combine(Repository.Root, "tests", "Load", "Peers", "socketio");
        peer._process = TestProcess.Start("node", [Path.Combine(folder, "server.js"), $"{peer._port}", .. redis], folder);
        await Listening.AtAsync(peer._port, peer._process);
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill();
            await _process.DisposeAsync();
        }

        if (_redis is not null)
            await _redis.DisposeAsync();
    }
}

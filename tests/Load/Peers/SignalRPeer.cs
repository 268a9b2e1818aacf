using Load.Dialects;
using Load.Servers;
using TestKit;
using TestKit.Processes;
using TestKit.Redis;

namespace Load.Peers;

/// <summary>Plain SignalR, alone or with its Redis backplane.</summary>
internal sealed class SignalRPeer : IRoomServer
{
    private readonly int _port = FreePort.Next();
    private RedisServer? _redis;
    private TestProcess? _process;

    private SignalRPeer(bool backplane) => Name = backplane ? "SignalR, Redis backplane" : "SignalR";

    public string Name { get; }

    public IReadOnlyList<string> Nodes => [$"127.0.0.1:{_port}"];

    public DialectSpec Dialect => new("signalr");

    public IReadOnlyList<int> Processes => [_process!.Id];

    public int? Redis => _redis?.ProcessId;

    public static async Task<SignalRPeer> StartAsync(bool backplane)
    {
        var peer = new SignalRPeer(backplane);
        if (backplane)
            peer._redis = await RedisServer.StartAsync();
        string[] redis = peer._redis is { } server ? [server.ConnectionString] : [];
        peer._process = TestProcess.Start("dotnet", [typeof(SignalRPeer).Assembly.Location, "signalr-peer", $"{peer._port}", .. redis]);
        await Listening.AtAsync(peer._port, peer._process);
        return peer;
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            // What is queued for connections after an overload is nobody's: it is not waited for.
            _process.Kill();
            await _process.DisposeAsync();
        }

        if (_redis is not null)
            await _redis.DisposeAsync();
    }
}

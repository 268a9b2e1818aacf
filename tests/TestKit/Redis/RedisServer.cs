using StackExchange.Redis;
using TestKit.Processes;

namespace TestKit.Redis;

/// <summary>A real redis-server on a free loopback port, with a folder of its own; it can be killed, frozen and started again.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();
    private TestProcess? _process;

    private RedisServer()
    {
    }

    /// <summary>For StackExchange.Redis and <c>ConnectionStrings:Redis</c>.</summary>
    public string ConnectionString => $"127.0.0.1:{_port},abortConnect=false";

    public int ProcessId => _process!.Id;

    public static async Task<RedisServer> StartAsync()
    {
        var server = new RedisServer();
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it on the data that it had, after <see cref="KillAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        _process = TestProcess.Start("redis-server",
        [
            "--port", $"{_port}", "--bind", "127.0.0.1", "--dir", _folder.Path, "--appendonly", "yes", "--appendfsync", "always",
            "--save", "", "--enable-debug-command", "yes", "--daemonize", "no", "--maxmemory", "512mb", "--maxmemory-policy", "noeviction",
        ]);
        await Eventually.TrueAsync(() => _process.Output.Contains("Ready to accept connections", StringComparison.Ordinal) || _process.HasExited, "Redis accepts connections");
        if (_process.HasExited)
            throw new InvalidOperationException($"redis-server did not start:\n{_process.Output}");
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    public void Freeze() => _process!.Freeze();

    public void Thaw() => _process!.Thaw();

    /// <summary>A client of its own, for what a test must see or break in Redis itself. The caller disposes it.</summary>
    public async Task<ConnectionMultiplexer> ConnectAsync() => await ConnectionMultiplexer.ConnectAsync($"{ConnectionString},allowAdmin=true");

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }
}

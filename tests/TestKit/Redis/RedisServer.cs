using StackExchange.Redis;
using TestKit.Processes;

namespace TestKit.Redis;

/// <summary>A real redis-server on a free loopback port, with a folder of its own; it can be killed, frozen and started again.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    /// <summary>What was answered is on the disk: a server that is killed loses nothing.</summary>
    private static readonly string[] Durable = ["--appendonly", "yes", "--appendfsync", "always"];

    private readonly TemporaryFolder _folder = new();
    private readonly TemporaryFolder _kept = new();
    private readonly IReadOnlyList<string> _arguments;
    private TestProcess? _process;

    private RedisServer(IReadOnlyList<string> arguments) => _arguments = arguments;

    public int Port { get; } = FreePort.Next();

    /// <summary>For StackExchange.Redis and <c>ConnectionStrings:Redis</c>.</summary>
    public string ConnectionString => $"127.0.0.1:{Port},abortConnect=false";

    public int ProcessId => _process!.Id;

    public bool Running => _process is { HasExited: false };

    public static Task<RedisServer> StartAsync() => StartAsync(Durable);

    /// <summary>A server of a group, with arguments of its own; it keeps nothing on the disk unless they say so.</summary>
    public static async Task<RedisServer> StartAsync(IReadOnlyList<string> arguments)
    {
        var server = new RedisServer(arguments);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts it on the data that it had, after <see cref="KillAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        _process = TestProcess.Start("redis-server",
        [
            "--port", $"{Port}", "--bind", "127.0.0.1", "--dir", _folder.Path, "--save", "", "--enable-debug-command", "yes", "--daemonize", "no",
            "--maxmemory", "512mb", "--maxmemory-policy", "noeviction", .. _arguments,
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

    /// <summary>Keeps a copy of what is on its disk now, as a backup does, or a replica that then falls behind.</summary>
    public void Keep()
    {
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            var copy = _kept.File(Path.GetRelativePath(_folder.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    /// <summary>Starts it on what was kept, after <see cref="KillAsync"/>: everything since is lost.</summary>
    public async Task StartOnKeptAsync()
    {
        foreach (var file in Directory.EnumerateFiles(_kept.Path, "*", SearchOption.AllDirectories))
            File.Copy(file, _folder.File(Path.GetRelativePath(_kept.Path, file)), overwrite: true);
        await StartAgainAsync();
    }

    public void Freeze() => _process!.Freeze();

    public void Thaw() => _process!.Thaw();

    /// <summary>A client of its own, for what a test must see or break in Redis itself. The caller disposes it.</summary>
    public async Task<ConnectionMultiplexer> ConnectAsync() => await ConnectionMultiplexer.ConnectAsync($"{ConnectionString},allowAdmin=true,asyncTimeout=20000");

    /// <summary>One command to this server itself, whatever group it belongs to; again, if it is cut off meanwhile, as Sentinel does when it promotes.</summary>
    public async Task<RedisResult> AskAsync(string command, params object[] arguments)
    {
        const int tries = 3;
        for (var i = 1; ; i++)
        {
            try
            {
                await using var client = await ConnectAsync();
                return await client.GetServer("127.0.0.1", Port).ExecuteAsync(command, arguments);
            }
            catch (RedisConnectionException) when (i < tries && Running)
            {
                // The next connection may live.
            }
        }
    }

    /// <summary>Whether a section of <c>INFO</c> or <c>CLUSTER INFO</c> says <paramref name="line"/>.</summary>
    public async Task<bool> SaysAsync(string line, string command, params object[] arguments) =>
        ((string)(await AskAsync(command, arguments))!).Contains(line, StringComparison.Ordinal);

    /// <summary>Whether a replica has all that was written here until now; false for one that is a replica itself, as for a moment in a failover.</summary>
    public async Task<bool> HasOneReplicaInSyncAsync() =>
        await SaysAsync("role:master", "INFO", "replication") && (long)await AskAsync("WAIT", 1, 1000) == 1;

    /// <summary>Ends its being a replica's source without either noticing: what is written from now on does not reach <paramref name="replica"/>.</summary>
    public async Task SeverAsync(RedisServer replica)
    {
        await replica.AskAsync("CONFIG", "SET", "masterauth", "not-the-password");
        await AskAsync("CLIENT", "KILL", "TYPE", "replica");
        await Eventually.TrueAsync(() => replica.SaysAsync("master_link_status:down", "INFO", "replication"), "the replica has lost its primary");
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
        _kept.Dispose();
    }
}

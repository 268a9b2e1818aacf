using StackExchange.Redis;
using TestKit.Processes;

namespace TestKit.Redis;

/// <summary>A real redis-server on a free loopback port, with its own folder. It can be killed, frozen and started again.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    /// <summary>Redis answers only after writing to disk: a killed server loses nothing.</summary>
    public static readonly IReadOnlyList<string> Durable = ["--appendonly", "yes", "--appendfsync", "always"];

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

    /// <summary>Starts a server with these arguments; it stores nothing on disk unless they say so.</summary>
    public static async Task<RedisServer> StartAsync(IReadOnlyList<string> arguments)
    {
        var server = new RedisServer(arguments);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts the server on the data that it had, after <see cref="KillAsync"/>.</summary>
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

    /// <summary>Copies the files of the server as they are now, for <see cref="StartOnKeptAsync"/>.</summary>
    public void Keep()
    {
        foreach (var file in Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories))
        {
            var copy = _kept.File(Path.GetRelativePath(_folder.Path, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy, overwrite: true);
        }
    }

    /// <summary>Starts the server on the files of <see cref="Keep"/>, after <see cref="KillAsync"/>: later writes are lost.</summary>
    public async Task StartOnKeptAsync()
    {
        foreach (var file in Directory.EnumerateFiles(_kept.Path, "*", SearchOption.AllDirectories))
            File.Copy(file, _folder.File(Path.GetRelativePath(_kept.Path, file)), overwrite: true);
        await StartAgainAsync();
    }

    public void Freeze() => _process!.Freeze();

    public void Thaw() => _process!.Thaw();

    /// <summary>Opens an admin client, to read or damage what is in Redis. The caller disposes it.</summary>
    public async Task<ConnectionMultiplexer> ConnectAsync() => await ConnectionMultiplexer.ConnectAsync($"{ConnectionString},allowAdmin=true,asyncTimeout=20000");

    /// <summary>
    /// Sends a command to this very server, whatever group it belongs to. Tries again when the connection is cut, as Sentinel does when it
    /// promotes a server.
    /// </summary>
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
                // Tries again with a new connection.
            }
        }
    }

    /// <summary>Whether the text answer to a command, such as <c>INFO</c>, contains <paramref name="line"/>.</summary>
    public async Task<bool> SaysAsync(string line, string command, params object[] arguments) =>
        ((string)(await AskAsync(command, arguments))!).Contains(line, StringComparison.Ordinal);

    /// <summary>Whether a replica has all that was written here so far; false while this server is itself a replica.</summary>
    public async Task<bool> HasOneReplicaInSyncAsync() =>
        await SaysAsync("role:master", "INFO", "replication") && (long)await AskAsync("WAIT", 1, 1000) == 1;

    /// <summary>Cuts the replication to <paramref name="replica"/>: writes from now on do not reach it, and both servers go on.</summary>
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

using Npgsql;
using TestKit.Processes;

namespace TestKit.Postgres;

/// <summary>
/// A real PostgreSQL server on a free loopback port, with its own cluster in a temporary folder; the system's is not used. It runs as the
/// user <c>postgres</c> when the tests run as root, because it refuses to run as root. Its language sorts letters otherwise than by their bytes, as that
/// of a production server may.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string User = "livefestival";
    private const string Ready = "database system is ready to accept connections";
    private static readonly Lazy<string> Programs = new(Find);
    private readonly TemporaryFolder _folder = new();
    private TestProcess? _process;
    private bool _durable;
    private int _made;

    private PostgresServer()
    {
    }

    public int Port { get; } = FreePort.Next();

    public bool Running => _process is { HasExited: false };

    private string Cluster => _folder.File("cluster");

    /// <param name="durable">Whether every commit reaches the disk.</param>
    public static async Task<PostgresServer> StartAsync(bool durable = false)
    {
        var server = new PostgresServer { _durable = durable };
        if (Environment.IsPrivilegedProcess)
            await server.RunAsync("chown", ["postgres", server._folder.Path]);
        await server.RunUnprivilegedAsync("initdb",
        [
            "--pgdata", server.Cluster, "--username", User, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--locale-provider", "icu",
            "--icu-locale", "zh", "--no-sync",
        ]);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>Starts the server on the data that it had, after <see cref="StopAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        // Nothing of a test outlives its machine, so by itself nothing has to reach the disk.
        var (program, arguments) = Unprivileged("postgres",
        [
            "-D", Cluster, "-p", $"{Port}", "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=400", "-c", "shared_buffers=64MB",
            .. _durable ? (string[])[] : ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"],
        ]);
        _process = TestProcess.Start(program, arguments);
        await Eventually.TrueAsync(() => _process.Output.Contains(Ready, StringComparison.Ordinal) || _process.HasExited, "PostgreSQL accepts connections");
        if (_process.HasExited)
            throw new InvalidOperationException($"postgres did not start:\n{_process.Output}");
    }

    /// <summary>A new database, for Npgsql and <c>ConnectionStrings:Database</c>.</summary>
    /// <param name="template">The connection string of a database without users, whose copy it is; an empty database without.</param>
    public async Task<string> CreateDatabaseAsync(string? template = null)
    {
        var name = $"test{Interlocked.Increment(ref _made)}";
        var from = template is null ? "template0" : new NpgsqlConnectionStringBuilder(template).Database;
        await ExecuteAsync($"CREATE DATABASE {name} TEMPLATE {from}");
        return Connection(name);
    }

    /// <summary>Removes a database, and ends the connections to it.</summary>
    public Task DropDatabaseAsync(string connection) => ExecuteAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connection).Database} WITH (FORCE)");

    /// <summary>SIGINT: ends all connections and then the server, in order.</summary>
    public async Task StopAsync()
    {
        if (_process is not { HasExited: false })
            return;

        Signals.Interrupt(_process.Id);
        await _process.WaitForExitAsync();
    }

    public void Freeze() => _process!.Freeze();

    public void Thaw() => _process!.Thaw();

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_process is not null)
            await _process.DisposeAsync();
        _folder.Dispose();
    }

    private string Connection(string database) => $"Host=127.0.0.1;Port={Port};Database={database};Username={User}";

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection($"{Connection("postgres")};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private Task RunUnprivilegedAsync(string program, IReadOnlyList<string> arguments)
    {
        var (file, all) = Unprivileged(program, arguments);
        return RunAsync(file, all);
    }

    private async Task RunAsync(string file, IReadOnlyList<string> arguments)
    {
        await using var run = TestProcess.Start(file, arguments, _folder.Path);
        await run.WaitForExitAsync(TimeSpan.FromSeconds(60));
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"{file} failed:\n{run.Output}");
    }

    private static (string File, IReadOnlyList<string> Arguments) Unprivileged(string program, IReadOnlyList<string> arguments)
    {
        var file = Path.Combine(Programs.Value, program);
        return Environment.IsPrivilegedProcess
            ? ("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", "--", file, .. arguments])
            : (file, arguments);
    }

    /// <summary>The programs of the newest PostgreSQL; Debian does not put those of a server into PATH.</summary>
    private static string Find() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
            .Where(folder => File.Exists(Path.Combine(folder, "bin/postgres"))).MaxBy(folder => int.TryParse(Path.GetFileName(folder), out var version) ? version : 0) is { } newest
            ? Path.Combine(newest, "bin")
            : throw new InvalidOperationException("PostgreSQL is missing: install Debian's package postgresql (deploy/test.sh does).");
}

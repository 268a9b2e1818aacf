using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using SQLitePCL;

namespace Broadcast.Api.Data.Sqlite;

/// <summary>
/// A SQLite file of one process: it locks a file beside the database for its life, and the kernel releases that lock even if the process is
/// killed. Two processes would be safe for the file, but take turns at writing by trying again and again, and so stand still under load.
/// </summary>
internal sealed class SqliteEngine : IDatabaseEngine, IDisposable
{
    /// <summary>How long a write waits for its turn before it fails as busy.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly DbContextOptions<SqliteFestivalDb> _options;
    private FileStream? _lock;

    public SqliteEngine(string connection, Action<DbContextOptionsBuilder> configure)
    {
        Place = Path.GetFullPath(new SqliteConnectionStringBuilder(connection).DataSource);
        var complete = new SqliteConnectionStringBuilder(connection) { ForeignKeys = true, DefaultTimeout = (int)Patience.TotalSeconds, Pooling = true };
        var turn = new WriterTurn(Patience);
        var builder = new DbContextOptionsBuilder<SqliteFestivalDb>().UseSqlite(complete.ToString())
            .AddInterceptors(new SqlitePragmas(), new TransactionTurns(turn), new StatementTurns(turn));
        configure(builder);
        _options = builder.Options;
    }

    /// <summary>Full path of the database file.</summary>
    public string Place { get; }

    public FestivalDb Open() => new SqliteFestivalDb(_options);

    public Task<IAsyncDisposable?> LockAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Place)!);
        var path = $"{Place}.lock";
        try
        {
            _lock = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException taken) when (FileLock.IsTaken(taken))
        {
            throw new StartFailure(
                $"Another process uses the database {Place}, and a SQLite file is for one Api process. End that process; or, to run several, give all of them a "
                + "PostgreSQL database in ConnectionStrings:Database, such as Host=db;Database=livefestival;Username=livefestival.", taken);
        }

        Protect();
        return Task.FromResult<IAsyncDisposable?>(null);
    }

    public async Task<int> MigrateAsync(FestivalDb database, CancellationToken cancellation)
    {
        var pending = (await database.Database.GetPendingMigrationsAsync(cancellation)).Count();
        if (pending > 0)
        {
            // This process holds the file, so a row in EF's lock table was left by a killed host.
            await database.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock", cancellation);
            await database.Database.MigrateAsync(cancellation);
        }

        await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = wal", cancellation);
        // For the same reason whoever held a lease is gone.
        await database.Database.ExecuteSqlRawAsync("UPDATE \"Leases\" SET \"Until\" = 0", cancellation);
        return pending;
    }

    public bool IsUnusable(Exception exception) => exception is SqliteException or IOException or UnauthorizedAccessException;

    public string RemedyOf(Exception exception) => exception.GetBaseException() switch
    {
        SqliteException { SqliteErrorCode: raw.SQLITE_FULL } => "Free space on its disk",
        SqliteException { SqliteErrorCode: raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM } or UnauthorizedAccessException or IOException =>
            "Give the user who starts the host the right to write it and its folder",
        _ => "Repair it or put it back from a backup",
    };

    public void Dispose() => _lock?.Dispose();

    /// <summary>
    /// Makes the file readable by its owner only, before anything is in it: it holds the password digests of the staff, and its directory may
    /// be open to all. SQLite gives the files that it makes beside it the same mode. Needs the lock.
    /// </summary>
    private void Protect()
    {
        if (OperatingSystem.IsWindows())
            return;

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // A file that exists is not opened here: closing it would drop the locks of every other connection of this process (fcntl(2)).
        if (!File.Exists(Place))
            new FileStream(Place, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, UnixCreateMode = OwnerOnly }).Dispose();
        foreach (var part in (string[])[Place, $"{Place}-wal", $"{Place}-shm", $"{Place}.lock"])
            if (File.Exists(part) && File.GetUnixFileMode(part) != OwnerOnly)
                File.SetUnixFileMode(part, OwnerOnly);
    }
}

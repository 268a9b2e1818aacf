using Broadcast.Chat.Spine.Hosting;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Data;

/// <summary>
/// Migrates the database before anything else starts. Hosts that share a database file migrate one at a time: they lock a file beside it,
/// and the kernel releases that lock even if its holder is killed. EF's own lock is a row, which a killed host would leave behind for ever.
/// </summary>
internal sealed partial class DatabaseStart(
    IDbContextFactory<FestivalDb> databases, IOptions<DatabaseOptions> options, TimeProvider time, ILogger<DatabaseStart> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        var file = options.Value.File;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await using var migrationLock = await AcquireLockAsync($"{file}.migrating", cancellationToken);
            Protect(file);
            await using var database = await databases.CreateDbContextAsync(cancellationToken);
            await MigrateAsync(database, cancellationToken);
        }
        catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
        {
            throw new StartFailure($"The database {file} cannot be used: {exception.Message} Change ConnectionStrings:Database, or repair the file.", exception);
        }
    }

    /// <summary>
    /// Makes the file readable by its owner only, before anything is in it: it holds the password digests of the staff, and its directory may
    /// be open to all. SQLite gives the files that it makes beside it the same mode. Needs the migration lock.
    /// </summary>
    private static void Protect(string file)
    {
        if (OperatingSystem.IsWindows())
            return;

        const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        // A file that exists is not opened here: closing it would drop the locks of every other connection of this process (fcntl(2)).
        if (!File.Exists(file))
            new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, UnixCreateMode = OwnerOnly }).Dispose();
        foreach (var part in (string[])[file, $"{file}-wal", $"{file}-shm"])
            if (File.Exists(part) && File.GetUnixFileMode(part) != OwnerOnly)
                File.SetUnixFileMode(part, OwnerOnly);
    }

    private async Task MigrateAsync(FestivalDb database, CancellationToken cancellation)
    {
        var pending = (await database.Database.GetPendingMigrationsAsync(cancellation)).ToList();
        if (pending.Count > 0)
        {
            // This host holds the file lock, so a row in EF's lock table was left by a killed host.
            await database.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS __EFMigrationsLock", cancellation);
            await database.Database.MigrateAsync(cancellation);
            Migrated(logger, pending.Count);
        }

        await database.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = wal", cancellation);
        if (!await database.FactsStates.AnyAsync(cancellation))
        {
            database.FactsStates.Add(FactsState.New(time.GetUtcNow()));
            await database.SaveChangesAsync(cancellation);
        }
    }

    private async Task<FileStream> AcquireLockAsync(string path, CancellationToken cancellation)
    {
        var until = time.GetUtcNow() + Patience;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (time.GetUtcNow() < until && File.Exists(path))
            {
                // Another host is migrating.
                await Task.Delay(Pause, time, cancellation);
            }
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventName = nameof(Migrated), Level = LogLevel.Information, Message = "Applied {Count} migrations to the database")]
    private static partial void Migrated(ILogger logger, int count);
}

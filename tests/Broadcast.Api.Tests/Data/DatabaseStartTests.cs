using Broadcast.Api.Accounts;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using TestKit;

namespace Broadcast.Api.Tests.Data;

internal sealed class DatabaseStartTests
{
    [Test]
    public async Task A_new_file_is_migrated_and_begins_with_the_first_revision_of_the_facts()
    {
        using var file = new DatabaseFile();
        var host = file.Host();

        await host.StartAsync();

        await using var database = host.Open();
        var facts = await database.FactsStates.SingleAsync();
        Assert.That(await database.Database.GetPendingMigrationsAsync(), Is.Empty);
        Assert.Multiple(() =>
        {
            Assert.That(host.Migrated, Is.True);
            Assert.That(facts.Revision, Is.EqualTo(1));
            Assert.That(facts.Epoch, Does.Match("^[0-9a-f]{16}$"));
            Assert.That(file.Read("PRAGMA journal_mode"), Is.EqualTo(["wal"]), "readers do not wait for the writer");
        });
    }

    [Test]
    public async Task A_second_start_finds_nothing_to_do()
    {
        using var file = new DatabaseFile();
        await file.Host().StartAsync();
        var before = file.Read("SELECT Epoch || ' ' || Revision FROM Facts");

        var again = file.Host();
        await again.StartAsync();

        Assert.That(again.Migrated, Is.False);
        Assert.That(file.Read("SELECT Epoch || ' ' || Revision FROM Facts"), Is.EqualTo(before));
    }

    [Test]
    public async Task Of_hosts_that_start_at_once_one_migrates_and_all_start()
    {
        using var file = new DatabaseFile();
        var hosts = Enumerable.Range(0, 4).Select(_ => file.Host()).ToList();

        await Task.WhenAll(hosts.Select(host => Task.Run(host.StartAsync)));

        Assert.That(hosts.Count(host => host.Migrated), Is.EqualTo(1));
    }

    [Test]
    public async Task While_a_host_migrates_no_other_gets_the_lock()
    {
        using var file = new DatabaseFile();
        var tries = new LockTries(file);

        await file.Host(alsoLog: tries).StartAsync();

        Assert.That(tries.Got, Is.Not.Empty.And.All.False, "one try at each migration");
        Locked(file).Dispose();
    }

    [Test]
    public async Task A_start_waits_for_the_host_that_migrates()
    {
        using var file = new DatabaseFile();
        var time = new FakeTimeProvider();
        var host = file.Host(time);
        Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
        Task starting;
        using (Locked(file))
        {
            starting = host.StartAsync();
            Assert.That((starting.IsCompleted, File.Exists(file.Path)), Is.EqualTo((false, false)));
        }

        await EndsAsync(starting, time, TimeSpan.FromMilliseconds(100));
        await starting;

        Assert.That(host.Migrated, Is.True);
    }

    [Test]
    public async Task A_host_that_migrates_for_ever_is_told_with_the_file()
    {
        using var file = new DatabaseFile();
        var time = new FakeTimeProvider();
        var host = file.Host(time);
        Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
        using var held = Locked(file);

        var starting = host.StartAsync();
        await EndsAsync(starting, time, TimeSpan.FromSeconds(20));

        Assert.That(() => starting, Throws.TypeOf<StartFailure>().With.Message.Contains(file.Path).And.Message.Contains("ConnectionStrings:Database"));
        Assert.That(File.Exists(file.Path), Is.False, "nothing was done to the database");
    }

    [Test]
    public async Task What_a_killed_host_left_locked_in_the_database_is_no_obstacle()
    {
        using var file = new DatabaseFile();
        Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
        await file.ExecuteAsync(
            """
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-28 10:00:00');
            """);
        await File.WriteAllTextAsync(file.LockPath, "");
        var host = file.Host();

        await host.StartAsync().WaitAsync(Eventually.Patience);

        Assert.That(host.Migrated, Is.True);
    }

    [Test]
    public async Task An_older_database_is_brought_up_to_date_and_keeps_what_is_in_it()
    {
        using var file = new DatabaseFile();
        Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
        var host = file.Host();
        await using (var older = host.Open())
            await older.GetService<IMigrator>().MigrateAsync(older.Database.GetMigrations().First());
        await file.ExecuteAsync(
            """
            INSERT INTO Facts VALUES (1, 'epoch', 41);
            INSERT INTO Festivals VALUES ('festival', '乡村文化节', 'Rural Culture Festival', '', '', 'Asia/Shanghai', 7);
            INSERT INTO AspNetUsers (Id, Name, Stages, EmailConfirmed, PhoneNumberConfirmed, TwoFactorEnabled, LockoutEnabled, AccessFailedCount)
            VALUES ('li', 'Li Na', '["gushi"]', 0, 0, 0, 0, 0);
            """);

        await host.StartAsync();

        await using var database = host.Open();
        var festival = await database.Festivals.SingleAsync();
        var account = await database.StaffAccounts.SingleAsync();
        Assert.Multiple(() =>
        {
            Assert.That(host.Migrated, Is.True);
            Assert.That((festival.Name, festival.RundownRevision), Is.EqualTo(("乡村文化节", 7L)));
            Assert.That((account.Name, account.Stages.Single(), account.Moderates.Count), Is.EqualTo(("Li Na", "gushi", 0)));
            Assert.That(file.Read("SELECT Epoch || ' ' || Revision FROM Facts"), Is.EqualTo(["epoch 41"]));
        });
    }

    [Test]
    public async Task A_file_that_is_no_database_is_told_with_its_path_and_left_alone()
    {
        using var file = new DatabaseFile();
        Directory.CreateDirectory(Path.GetDirectoryName(file.Path)!);
        var letter = string.Join('\n', Enumerable.Repeat("This is a letter and no database.", 100));
        await File.WriteAllTextAsync(file.Path, letter);

        Assert.That(file.Host().StartAsync, Throws.TypeOf<StartFailure>().With.Message.Contains(file.Path).And.Message.Contains("ConnectionStrings:Database"));
        Assert.That(await File.ReadAllTextAsync(file.Path), Is.EqualTo(letter));
    }

    [Test]
    public async Task A_folder_that_cannot_be_made_is_told_with_the_path()
    {
        using var folder = new TemporaryFolder();
        using var file = new DatabaseFile();
        await File.WriteAllTextAsync(folder.File("taken"), "");
        var path = folder.File("taken/festival.db");

        Assert.That(file.Host(path: path).StartAsync, Throws.TypeOf<StartFailure>().With.Message.Contains(path));
    }

    /// <summary>As a host holds it while it migrates.</summary>
    private static FileStream Locked(DatabaseFile file) => new(file.LockPath, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);

    private static Task EndsAsync(Task starting, FakeTimeProvider time, TimeSpan step) => Eventually.TrueAsync(
        () =>
        {
            time.Advance(step);
            return starting.IsCompleted;
        },
        "the start ends");

    /// <summary>Tries to get the lock, be it only to share it, whenever the log says that a migration is applied now.</summary>
    private sealed class LockTries(DatabaseFile file) : ILoggerProvider, ILogger
    {
        public List<bool> Got { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (eventId.Id != RelationalEventId.MigrationApplying.Id)
                return;

            try
            {
                new FileStream(file.LockPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite).Dispose();
                Got.Add(true);
            }
            catch (IOException)
            {
                Got.Add(false);
            }
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}

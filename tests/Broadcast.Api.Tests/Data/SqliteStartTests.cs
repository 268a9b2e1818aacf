using Broadcast.Api.Accounts;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using TestKit;

namespace Broadcast.Api.Tests.Data;

internal sealed class SqliteStartTests
{
    [Test]
    public async Task Readers_do_not_wait_for_the_writer()
    {
        var (made, _) = await TestDatabase.StartedAsync(Engine.Sqlite);
        await using (made)
            Assert.That(await made.ReadAsync("PRAGMA journal_mode"), Is.EqualTo(["wal"]));
    }

    [Test]
    public async Task A_second_process_is_refused_until_the_first_has_ended()
    {
        await using var made = await TestDatabase.MakeAsync(Engine.Sqlite);
        var first = made.Host();
        await first.StartAsync();

        Assert.That(
            made.Host().StartAsync,
            Throws.TypeOf<StartFailure>().With.Message.Contains(made.Path).And.Message.Contains("ConnectionStrings:Database").And.Message.Contains("PostgreSQL"));

        first.End();
        await made.Host().StartAsync();
    }

    [Test]
    public async Task Of_processes_that_start_at_once_one_starts()
    {
        await using var made = await TestDatabase.MakeAsync(Engine.Sqlite);
        var hosts = Enumerable.Range(0, 4).Select(_ => made.Host()).ToList();

        var started = await Task.WhenAll(hosts.Select(host => Task.Run(async () =>
        {
            try
            {
                await host.StartAsync();
                return true;
            }
            catch (StartFailure)
            {
                return false;
            }
        })));

        Assert.That(started.Count(one => one), Is.EqualTo(1));
    }

    [Test]
    public async Task What_a_killed_host_left_locked_in_the_database_is_no_obstacle()
    {
        await using var made = await TestDatabase.MakeAsync(Engine.Sqlite);
        Directory.CreateDirectory(Path.GetDirectoryName(made.Path)!);
        await made.ExecuteAsync(
            """
            CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL CONSTRAINT "PK___EFMigrationsLock" PRIMARY KEY, "Timestamp" TEXT NOT NULL);
            INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-11-28 10:00:00');
            """);
        await File.WriteAllTextAsync($"{made.Path}.lock", "");
        var host = made.Host();

        await host.StartAsync().WaitAsync(Eventually.Patience);

        Assert.That(host.Migrated, Is.True);
    }

    [Test]
    public async Task An_older_database_is_brought_up_to_date_and_keeps_what_is_in_it()
    {
        await using var made = await TestDatabase.MakeAsync(Engine.Sqlite);
        Directory.CreateDirectory(Path.GetDirectoryName(made.Path)!);
        var host = made.Host();
        await using (var older = host.Open())
            await older.GetService<IMigrator>().MigrateAsync(older.Database.GetMigrations().First());
        await made.ExecuteAsync(
            """
            INSERT INTO Facts VALUES (1, 'epoch', 41);
            INSERT INTO Festivals VALUES ('festival', '乡村文化节', 'Rural Culture Festival', '', '', 'Asia/Shanghai', 7);
            INSERT INTO Stages (Id, FestivalId, "Order", Name, NameEn, Place, PlaceEn, Shown, ShownEn, KeyDigest, KeyMadeAt)
            VALUES ('gushi', 'festival', 0, '固始', 'Gushi', '', '', '', '', 'digest', 0);
            INSERT INTO AspNetUsers (Id, Name, Stages, EmailConfirmed, PhoneNumberConfirmed, TwoFactorEnabled, LockoutEnabled, AccessFailedCount)
            VALUES ('li', 'Li Na', '["gushi"]', 0, 0, 0, 0, 0);
            """);

        await host.StartAsync();

        await using var database = host.Open();
        var festival = await database.Festivals.SingleAsync();
        var account = await database.StaffAccounts.SingleAsync();
        var channels = await database.Channels.ToListAsync();
        var facts = await database.FactsStates.SingleAsync();
        Assert.Multiple(() =>
        {
            Assert.That(host.Migrated, Is.True);
            Assert.That((festival.Name, festival.RundownRevision), Is.EqualTo(("乡村文化节", 7L)));
            Assert.That((account.Name, account.Stages.Single(), account.Moderates.Count), Is.EqualTo(("Li Na", "gushi", 0)));
            Assert.That(channels.Select(channel => channel.Id.Value), Is.EquivalentTo(["festival", "gushi"]), "what festivals and stages have is taken");
            Assert.That((facts.Epoch, facts.Revision), Is.EqualTo(("epoch", 41L)));
        });
    }

    [Test]
    public async Task A_file_that_is_no_database_is_told_with_its_path_and_left_alone()
    {
        await using var made = await TestDatabase.MakeAsync(Engine.Sqlite);
        Directory.CreateDirectory(Path.GetDirectoryName(made.Path)!);
        var letter = string.Join('\n', Enumerable.Repeat("This is a letter and no database.", 100));
        await File.WriteAllTextAsync(made.Path, letter);

        Assert.That(made.Host().StartAsync, Throws.TypeOf<StartFailure>().With.Message.Contains(made.Path).And.Message.Contains("ConnectionStrings:Database"));
        Assert.That(await File.ReadAllTextAsync(made.Path), Is.EqualTo(letter));
    }

    [Test]
    public async Task A_folder_that_cannot_be_made_is_told_with_the_path()
    {
        using var folder = new TemporaryFolder();
        await using var made = await TestDatabase.MakeAsync(Engine.Sqlite);
        await File.WriteAllTextAsync(folder.File("taken"), "");
        var path = folder.File("taken/festival.db");

        Assert.That(made.Host(other: $"Data Source={path}").StartAsync, Throws.TypeOf<StartFailure>().With.Message.Contains(path));
    }
}

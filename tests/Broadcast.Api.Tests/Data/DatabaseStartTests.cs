using Broadcast.Api.Guests;
using Broadcast.Api.VillageSites;
using Broadcast.Chat.Spine.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Broadcast.Api.Tests.Data;

[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class DatabaseStartTests(Engine engine)
{
    private const string Stamp = """SELECT "Epoch" || ' ' || CAST("Revision" AS TEXT) FROM "Facts" """;

    [Test]
    public async Task A_new_database_is_migrated_and_begins_with_the_first_revision_of_the_facts()
    {
        await using var made = await TestDatabase.MakeAsync(engine);
        var host = made.Host();

        await host.StartAsync();

        await using var database = host.Open();
        var facts = await database.FactsStates.SingleAsync();
        Assert.That(await database.Database.GetPendingMigrationsAsync(), Is.Empty);
        Assert.Multiple(() =>
        {
            Assert.That(host.Migrated, Is.True);
            Assert.That(facts.Revision, Is.EqualTo(1));
            Assert.That(facts.Epoch, Does.Match("^[0-9a-f]{16}$"));
        });
    }

    [Test]
    public async Task A_second_start_finds_nothing_to_do()
    {
        await using var made = await TestDatabase.MakeAsync(engine);
        var first = made.Host();
        await first.StartAsync();
        var before = await made.ReadAsync(Stamp);
        first.End();

        var again = made.Host();
        await again.StartAsync();

        Assert.That(again.Migrated, Is.False);
        Assert.That(await made.ReadAsync(Stamp), Is.EqualTo(before));
    }

    /// <summary>Rows of the build before: a column that came since must have a value that the code can go on from.</summary>
    [Test]
    public async Task Sites_and_guests_rights_of_the_build_before_get_the_first_revision()
    {
        await using var made = await TestDatabase.MakeAsync(engine);
        if (engine == Engine.Sqlite)
            Directory.CreateDirectory(Path.GetDirectoryName(made.Path)!);
        var host = made.Host();
        await using (var older = host.Open())
        {
            var all = older.Database.GetMigrations().ToList();
            await older.GetService<IMigrator>().MigrateAsync(all[all.FindIndex(name => name.EndsWith("_TargetsSitesGuests", StringComparison.Ordinal)) - 1]);
        }

        await made.ExecuteAsync(
            """
            INSERT INTO "Festivals" ("Id", "Name", "NameEn", "Theme", "ThemeEn", "TimeZone", "RundownRevision") VALUES ('festival', '节', 'Festival', '', '', 'Asia/Shanghai', 0);
            INSERT INTO "VillageSites" ("Id", "Name", "Village", "County", "Province", "KeyDigest", "KeySession", "KeyMadeAt") VALUES ('yu', '余村', '余村', '安吉县', '浙江省', 'digest', 'session', 0);
            INSERT INTO "GuestRules" ("FestivalId", "Rights", "DecidedAt") VALUES ('festival', 'read,like', 0);
            """);
        await host.StartAsync();

        await using var database = host.Open();
        var site = await database.VillageSites.SingleAsync();
        var rule = await database.GuestRules.SingleAsync();
        Assert.Multiple(() =>
        {
            Assert.That((site.Name, site.KeyDigest, site.Revision, site.RetiredAt), Is.EqualTo(("余村", "digest", 1L, (DateTimeOffset?)null)));
            Assert.That((rule.Rights, rule.Revision), Is.EqualTo(("read,like", 1L)));
        });
    }

    [Test]
    public async Task A_start_that_fails_is_told_without_the_password()
    {
        await using var made = await TestDatabase.MakeAsync(engine);
        var other = engine == Engine.Postgres ? $"Host=127.0.0.1;Port={RunPostgres.Server.Port};Database=nowhere;Username=livefestival;Password=geheim" : "Data Source=/dev/null/festival.db";

        var failed = await Assert.ThrowsAsync<StartFailure>(() => made.Host(other: other).StartAsync());

        Assert.That(failed!.Message, Does.Contain("ConnectionStrings:Database").And.Not.Contain("geheim").And.Contain(engine == Engine.Postgres ? "nowhere" : "/dev/null/festival.db"));
    }
}

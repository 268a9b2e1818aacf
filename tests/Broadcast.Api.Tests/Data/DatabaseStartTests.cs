using Broadcast.Chat.Spine.Hosting;
using Microsoft.EntityFrameworkCore;

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

    [Test]
    public async Task A_start_that_fails_is_told_without_the_password()
    {
        await using var made = await TestDatabase.MakeAsync(engine);
        var other = engine == Engine.Postgres ? $"Host=127.0.0.1;Port={RunPostgres.Server.Port};Database=nowhere;Username=livefestival;Password=geheim" : "Data Source=/dev/null/festival.db";

        var failed = await Assert.ThrowsAsync<StartFailure>(() => made.Host(other: other).StartAsync());

        Assert.That(failed!.Message, Does.Contain("ConnectionStrings:Database").And.Not.Contain("geheim").And.Contain(engine == Engine.Postgres ? "nowhere" : "/dev/null/festival.db"));
    }
}

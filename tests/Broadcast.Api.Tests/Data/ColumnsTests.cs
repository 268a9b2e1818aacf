using System.Text;
using Broadcast.Api.Catalog;
using Broadcast.Api.Persons;
using Broadcast.Api.VillageSites;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Broadcast.Api.Tests.Data;

[TestFixture(Engine.Sqlite)]
[TestFixture(Engine.Postgres)]
internal sealed class ColumnsTests(Engine engine)
{
    private TestDatabase _database = null!;
    private DataHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => (_database, _host) = await TestDatabase.StartedAsync(engine);

    [OneTimeTearDown]
    public async Task StopAsync() => await _database.DisposeAsync();

    [Test]
    public async Task An_instant_is_a_number_that_the_database_can_compare_whatever_its_time_zone()
    {
        var noon = new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.FromHours(8));
        await using var database = _host.Open();
        database.EndedSiteKeys.AddRange(
            new EndedSiteKey { Id = "before", ExpiresAt = noon.AddMinutes(-1) },
            new EndedSiteKey { Id = "noon", ExpiresAt = noon.ToUniversalTime() },
            new EndedSiteKey { Id = "after", ExpiresAt = noon.AddMinutes(1).ToOffset(TimeSpan.FromHours(-5)) });
        await database.SaveChangesAsync();

        await using var reading = _host.Open();
        var from = await reading.EndedSiteKeys.Where(key => key.ExpiresAt >= noon).OrderBy(key => key.ExpiresAt).ToListAsync();

        Assert.That(from.Select(key => key.Id), Is.EqualTo(["noon", "after"]));
        Assert.That(from[0].ExpiresAt, Is.EqualTo(noon));
        Assert.That(
            await _database.ReadAsync(engine == Engine.Postgres
                ? """SELECT DISTINCT CAST(pg_typeof("ExpiresAt") AS text) FROM "EndedSiteKeys" """
                : "SELECT DISTINCT typeof(ExpiresAt) FROM EndedSiteKeys"),
            Is.EqualTo([engine == Engine.Postgres ? "bigint" : "integer"]));
    }

    [Test]
    public async Task Texts_are_compared_and_ordered_by_their_bytes_whatever_the_servers_language_is()
    {
        string[] ids = ["a-b", "ab", "aB", "a_b", "Zhanyi", "é", "鹅", "\uFFFD", "\U0001F9A2", "e"];
        await using (var database = _host.Open())
        {
            database.PersonRevocations.AddRange(ids.Select(id => new PersonRevocation
            {
                Viewer = id,
                Issuer = "shop",
                Subject = id,
                IssuedBefore = DateTimeOffset.UnixEpoch,
                At = DateTimeOffset.UnixEpoch,
                By = ViewerId.Parse("staff:li"),
            }));
            await database.SaveChangesAsync();
        }

        await using var reading = _host.Open();
        var ordered = await reading.PersonRevocations.OrderBy(person => person.Viewer).Select(person => person.Viewer).ToListAsync();
        var after = await reading.PersonRevocations.Where(person => string.Compare(person.Viewer, "ab") > 0).Select(person => person.Viewer).ToListAsync();

        var bytes = ids.OrderBy(id => Convert.ToHexString(Encoding.UTF8.GetBytes(id)), StringComparer.Ordinal).ToList();
        Assert.That(ordered, Is.EqualTo(bytes));
        Assert.That(after, Is.EquivalentTo(bytes.SkipWhile(id => id != "ab").Skip(1)));
    }

    [Test]
    public async Task Every_text_has_the_order_of_bytes()
    {
        await using var database = _host.Open();
        var texts = database.GetService<IDesignTimeModel>().Model.GetEntityTypes().SelectMany(entity => entity.GetProperties())
            .Where(property => (property.GetTypeMapping().Converter?.ProviderClrType ?? property.ClrType) == typeof(string));

        Assert.That(texts.Select(text => text.GetCollation()), Is.Not.Empty.And.All.EqualTo(engine == Engine.Postgres ? "C" : null), "SQLite's own order is that of bytes");
    }

    [Test]
    public async Task A_name_that_a_database_cannot_hold_is_not_found()
    {
        await using var database = _host.Open();
        var name = "no\0where";

        Assert.That(await database.PersonRevocations.AnyAsync(person => person.Viewer == name), Is.False);
    }

    [Test]
    public async Task An_id_that_cannot_be_is_told_when_it_is_read()
    {
        await using (var making = _host.Open())
        {
            making.Add(new Product { Id = ProductId.Parse("slug"), Name = "鹅", Price = 1, Currency = "CNY", Url = "/" });
            await making.SaveChangesAsync();
        }

        await _database.ExecuteAsync("""UPDATE "Products" SET "Id" = 'NO SLUG' WHERE "Id" = 'slug' """);
        await using var database = _host.Open();

        Assert.That(async () => await database.Products.ToListAsync(), Throws.TypeOf<FormatException>().With.Message.Contains(nameof(ProductId)));
    }
}

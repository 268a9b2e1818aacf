using Broadcast.Api.Catalog;
using Broadcast.Api.VillageSites;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Tests.Data;

internal sealed class ColumnsTests
{
    private DatabaseFile _file = null!;
    private DataHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => (_file, _host) = await DatabaseFile.StartedAsync();

    [OneTimeTearDown]
    public void Stop() => _file.Dispose();

    [Test]
    public async Task An_instant_is_a_number_that_SQLite_can_compare_whatever_its_time_zone()
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
        Assert.That(_file.Read("SELECT DISTINCT typeof(ExpiresAt) FROM EndedSiteKeys"), Is.EqualTo(["integer"]));
    }

    [Test]
    public async Task An_id_that_cannot_be_is_told_when_it_is_read()
    {
        await _file.ExecuteAsync("INSERT INTO Products (Id, Name, Price, Currency, Url, Illustrative) VALUES ('NO SLUG', '鹅', 1, 'CNY', '/', 0)");
        await using var database = _host.Open();

        Assert.That(async () => await database.Products.ToListAsync(), Throws.TypeOf<FormatException>().With.Message.Contains(nameof(ProductId)));
    }
}

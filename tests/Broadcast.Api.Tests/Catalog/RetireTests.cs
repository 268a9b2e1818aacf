using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using TestKit;

namespace Broadcast.Api.Tests.Catalog;

/// <summary>Products that are not offered any more, and the order of those that are.</summary>
public sealed class RetireTests
{
    private const string Path = "/api/v1/products";
    private ApiHost _host = null!;
    private HttpClient _shop = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync();
        await _host.CreateFestivalAsync();
        _shop = _host.Client(await _host.MachineKeyAsync());
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        _shop.Dispose();
        await _host.DisposeAsync();
    }

    [Test]
    public async Task What_is_retired_is_offered_no_more_and_stays_readable()
    {
        await PutAsync("old", new { name = "米", price = 1, stock = 7, stage = "suning" }).OkAsync();
        await Eventually.TrueAsync(() => IsInFacts("old"), "the facts have it");
        await _host.Operator.DeleteAsync($"{Path}/old").OkAsync();
        using var again = await _host.Operator.DeleteAsync($"{Path}/old");

        var read = await _host.Anonymous.GetOkAsync($"{Path}/old");
        var retired = (await _host.Operator.GetOkAsync($"{Path}?retired=true")).EnumerateArray().Single(product => Id(product) == "old");
        await Eventually.TrueAsync(() => !IsInFacts("old"), "the facts have lost it");
        var listed = await SkusAsync("suning");
        Assert.Multiple(() =>
        {
            Assert.That(again.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
            Assert.That(read.GetProperty("retiredAt").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(5)));
            Assert.That(retired.GetProperty("stock").GetInt64(), Is.Zero);
            Assert.That(listed, Has.No.Member("old"));
        });
        await _host.Operator.PostAsync(Path, new { id = "old", name = "新米", price = 1, url = "/x" }).RefusedAsync(HttpStatusCode.Conflict, "product.exists");
        await _host.Anonymous.GetAsync($"{Path}?retired=true").RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
        await _host.Operator.DeleteAsync($"{Path}/never").RefusedAsync(HttpStatusCode.NotFound, "product.unknown");
    }

    [Test]
    public async Task Restored_it_has_the_stock_that_left_with_it()
    {
        await PutAsync("back", new { name = "米", price = 1, stock = 7 }).OkAsync();
        await _host.Operator.DeleteAsync($"{Path}/back").OkAsync();

        var restored = await _host.Operator.PostAsync($"{Path}/back/restore", new { }).OkAsync();
        var again = await _host.Operator.PostAsync($"{Path}/back/restore", new { }).OkAsync();
        var why = (await _shop.GetOkAsync($"{Path}/back/movements")).GetProperty("items").EnumerateArray().Select(one => one.GetProperty("why").GetString());

        Assert.Multiple(() =>
        {
            Assert.That(restored.TryGetProperty("retiredAt", out _), Is.False);
            Assert.That((restored.GetProperty("stock").GetInt64(), again.GetProperty("stock").GetInt64()), Is.EqualTo((7, 7)));
            Assert.That(why, Is.EqualTo(["restored", "removed", "made"]));
        });
        await Eventually.TrueAsync(() => IsInFacts("back"), "the facts have it again");
    }

    [Test]
    public async Task A_put_offers_it_again_but_not_one_that_was_made_from_before()
    {
        var made = await PutAsync("again", new { name = "米", price = 1, stock = 7 }).OkAsync();
        await _host.Operator.DeleteAsync($"{Path}/again").OkAsync();

        using var stale = await PutAsync("again", new { name = "米", price = 2, revision = made.GetProperty("revision").GetInt64() });
        var problem = JsonDocument.Parse(await stale.Content.ReadAsStringAsync()).RootElement;
        var put = await PutAsync("again", new { name = "米", price = 3 }).OkAsync();

        Assert.Multiple(() =>
        {
            Assert.That(problem.GetProperty("product").TryGetProperty("retiredAt", out _), Is.True, problem.GetRawText());
            Assert.That(put.TryGetProperty("retiredAt", out _), Is.False);
            Assert.That(put.GetProperty("stock").GetInt64(), Is.Zero, "the shop has named none");
        });
    }

    [Test]
    public async Task Products_are_listed_in_the_order_of_their_stage_new_ones_last()
    {
        foreach (var sku in (string[])["c", "a", "b"])
            await PutAsync(sku, new { name = sku, price = 1, stage = "gushi" }).OkAsync();
        var made = await SkusAsync("gushi");
        await OrderAsync("b", "c", "a").OkAsync();
        await PutAsync("A0", new { name = "x", price = 1, stage = "gushi" }).OkAsync();

        var ordered = await SkusAsync("gushi");
        await Eventually.TrueAsync(
            () => _host.Facts.Products.Select(product => product.Id.Value).Where(sku => ordered.Contains(sku, StringComparer.Ordinal)).SequenceEqual(ordered, StringComparer.Ordinal), "the facts have the order");
        using var refused = await OrderAsync("a", "b", "c");
        var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;

        Assert.Multiple(() =>
        {
            Assert.That(made, Is.EqualTo(["c", "a", "b"]));
            Assert.That(ordered, Is.EqualTo(["b", "c", "a", "A0"]));
            Assert.That((refused.StatusCode, problem.GetProperty("code").GetString()), Is.EqualTo((HttpStatusCode.Conflict, "product.conflict")), "somebody has added one");
            Assert.That(problem.GetProperty("products").EnumerateArray().Select(Id), Is.EqualTo(ordered));
        });
        await OrderAsync("a", "a", "b", "c").RefusedAsync(HttpStatusCode.BadRequest, "product.invalid");
    }

    [Test]
    public async Task Of_two_who_move_products_from_one_order_the_second_gets_the_order_that_is_there_now()
    {
        await _host.Operator.PostAsync("/api/v1/festivals/festival/stages", new { id = "moved", name = "移" }).OkAsync();
        foreach (var sku in (string[])["m1", "m2", "m3"])
            await PutAsync(sku, new { name = sku, price = 1, stage = "moved" }).OkAsync();
        string[] from = ["m1", "m2", "m3"];
        await _host.Operator.PutAsJsonAsync($"{Path}/order", new { stage = "moved", skus = (string[])["m3", "m1", "m2"], from }).OkAsync();

        using var refused = await _host.Operator.PutAsJsonAsync($"{Path}/order", new { stage = "moved", skus = (string[])["m2", "m1", "m3"], from });
        var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;

        Assert.Multiple(() =>
        {
            Assert.That((refused.StatusCode, problem.GetProperty("code").GetString()), Is.EqualTo((HttpStatusCode.Conflict, "product.conflict")));
            Assert.That(problem.GetProperty("products").EnumerateArray().Select(Id), Is.EqualTo(["m3", "m1", "m2"]));
        });
    }

    [Test]
    public async Task All_fields_that_are_wrong_are_named_at_once()
    {
        using var refused = await PutAsync("many", new { name = " ", price = -1, currency = "yuan", link = "ftp://x" });
        var fields = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement.GetProperty("fields").EnumerateArray().ToList();

        Assert.That(fields.Select(fault => (fault.GetProperty("field").GetString(), fault.GetProperty("fault").GetString())),
            Is.EqualTo(new (string, string)[] { ("name", "length"), ("price", "range"), ("currency", "form"), ("link", "form") }));
    }

    private Task<HttpResponseMessage> PutAsync(string sku, object body) => _shop.PutAsJsonAsync($"{Path}/{sku}", body);

    private Task<HttpResponseMessage> OrderAsync(params string[] skus) => _host.Operator.PutAsJsonAsync($"{Path}/order", new { stage = "gushi", skus });

    private async Task<List<string?>> SkusAsync(string stage) => [.. (await _host.Anonymous.GetOkAsync($"{Path}?stage={stage}")).EnumerateArray().Select(Id)];

    private bool IsInFacts(string sku) => _host.Facts.Products.Any(product => product.Id.Value == sku);

    private static string? Id(JsonElement product) => product.GetProperty("id").GetString();
}

using System.Net;
using System.Net.Http.Json;
using Broadcast.Chat.Spine.Tokens;
using TestKit;

namespace Broadcast.Api.Tests.Catalog;

public sealed class CatalogTests
{
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync();
        await _host.CreateFestivalAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task A_product_is_made_read_replaced_and_retired()
    {
        await _host.Operator.PostAsync("/api/v1/products", new { id = "egg", stage = "gushi", name = "鸡蛋", nameEn = "Egg", price = 199, url = "/item/egg" }).OkAsync();
        var made = await _host.Anonymous.GetOkAsync("/api/v1/products/egg");
        await Eventually.TrueAsync(() => _host.Facts.Products.Any(product => product.Id.Value == "egg" && product.Price == 199), "the facts have it");

        await _host.Operator.PutAsJsonAsync("/api/v1/products/egg", new { name = "土鸡蛋", price = 299, currency = "CNY", url = "https://shop.example/egg" }).OkAsync();
        var replaced = await _host.Anonymous.GetOkAsync("/api/v1/products/egg");
        await _host.Operator.DeleteAsync("/api/v1/products/egg").OkAsync();

        Assert.Multiple(() =>
        {
            Assert.That(made.GetProperty("currency").GetString(), Is.EqualTo("CNY"));
            Assert.That(made.GetProperty("stage").GetString(), Is.EqualTo("gushi"));
            Assert.That(replaced.GetProperty("name").GetString(), Is.EqualTo("土鸡蛋"));
            Assert.That(replaced.GetProperty("price").GetInt64(), Is.EqualTo(299));
            Assert.That(replaced.GetProperty("stage").ValueKind, Is.EqualTo(System.Text.Json.JsonValueKind.Null));
        });
        await Eventually.TrueAsync(() => _host.Facts.Products.All(product => product.Id.Value != "egg"), "the facts have lost it");
        Assert.That((await _host.Anonymous.GetOkAsync("/api/v1/products/egg")).TryGetProperty("retiredAt", out _), Is.True, "it stays readable");
    }

    [Test]
    public async Task A_product_without_an_id_gets_one()
    {
        var made = await _host.Operator.PostAsync("/api/v1/products", new { name = "鸭", price = 0, url = "/item/duck" }).OkAsync();

        Assert.That(made.GetProperty("id").GetString(), Does.Match("^p-[0-9a-f]{10}$"));
    }

    [Test]
    public async Task The_list_may_be_asked_for_one_stage()
    {
        await _host.Operator.PostAsync("/api/v1/products", new { id = "honey", stage = "suning", name = "蜜", price = 1, url = "/item/honey" }).OkAsync();
        await _host.Operator.PostAsync("/api/v1/products", new { id = "goose", stage = "gushi", name = "鹅", price = 1, url = "/item/goose" }).OkAsync();

        var ids = (await _host.Anonymous.GetOkAsync("/api/v1/products?stage=suning")).EnumerateArray().Select(product => product.GetProperty("id").GetString()).ToList();

        Assert.That(ids, Is.EqualTo(["honey"]));
    }

    [Test]
    public async Task A_product_id_can_be_used_only_once()
    {
        await _host.Operator.PostAsync("/api/v1/products", new { id = "twice", name = "一", price = 1, url = "/a" }).OkAsync();

        await _host.Operator.PostAsync("/api/v1/products", new { id = "twice", name = "二", price = 1, url = "/b" }).RefusedAsync(HttpStatusCode.Conflict, "product.exists");
    }

    [TestCase("javascript:alert(1)")]
    [TestCase("//evil.example/x")]
    [TestCase("/\\evil.example/x")]
    [TestCase("ftp://shop.example/egg")]
    [TestCase("https://user:pass@shop.example/")]
    [TestCase("item/egg")]
    [TestCase("/it em")]
    [TestCase("")]
    [TestCase(null)]
    public Task An_unsafe_or_malformed_link_is_refused(string? url) =>
        _host.Operator.PostAsync("/api/v1/products", new { name = "一", price = 1, url }).RefusedAsync(HttpStatusCode.BadRequest, "product.invalid");

    [TestCase(-1)]
    [TestCase(10_000_000_001)]
    [TestCase(null)]
    public Task A_price_out_of_bounds_is_refused(long? price) =>
        _host.Operator.PostAsync("/api/v1/products", new { name = "一", price, url = "/a" }).RefusedAsync(HttpStatusCode.BadRequest, "product.invalid");

    [Test]
    public async Task A_price_in_yuan_with_a_fraction_is_refused()
    {
        using var content = new StringContent("""{"name":"一","price":1.5,"url":"/a"}""", System.Text.Encoding.UTF8, "application/json");

        await _host.Operator.PostAsync("/api/v1/products", content).RefusedAsync(HttpStatusCode.BadRequest, "request.invalid");
    }

    [Test]
    public Task A_product_of_an_unknown_stage_is_refused() =>
        _host.Operator.PostAsync("/api/v1/products", new { stage = "none", name = "一", price = 1, url = "/a" }).RefusedAsync(HttpStatusCode.NotFound, "stage.unknown");

    [Test]
    public async Task Only_operators_change_the_catalogue()
    {
        using var anchor = _host.Client(_host.Token(Roles.Anchor));

        await anchor.PostAsync("/api/v1/products", new { name = "一", price = 1, url = "/a" }).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await _host.Anonymous.DeleteAsync("/api/v1/products/x").RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
    }
}

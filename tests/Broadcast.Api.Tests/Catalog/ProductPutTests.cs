using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Api.Facts;
using Broadcast.Chat.Spine.Tokens;
using TestKit;

namespace Broadcast.Api.Tests.Catalog;

/// <summary>A shop's server makes and changes its products, with their stock, by its machine key.</summary>
public sealed class ProductPutTests
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
    public async Task A_product_is_made_and_then_replaced()
    {
        using var made = await PutAsync("Tea_250.g-A", new
        {
            name = "明前茶",
            nameEn = "Spring tea",
            price = 12800,
            stock = 40,
            stage = "gushi",
            link = "https://shop.example/tea",
            pictures = new[] { "https://shop.example/1.jpg", "/2.jpg" },
        });
        var first = JsonDocument.Parse(await made.Content.ReadAsStringAsync()).RootElement;
        await Eventually.TrueAsync(() => _host.Facts.Products.Any(product => product.Id.Value == "Tea_250.g-A" && product.Price == 12800), "the facts have it");
        using var replaced = await PutAsync("Tea_250.g-A", new { name = "茶", price = 9900 });
        var second = JsonDocument.Parse(await replaced.Content.ReadAsStringAsync()).RootElement;

        Assert.Multiple(() =>
        {
            Assert.That((made.StatusCode, replaced.StatusCode), Is.EqualTo((HttpStatusCode.Created, HttpStatusCode.OK)));
            Assert.That(made.Headers.Location?.OriginalString, Is.EqualTo($"{Path}/Tea_250.g-A"));
            Assert.That((Stock(first), Revision(first)), Is.EqualTo((40, 1)));
            Assert.That(first.GetProperty("url").GetString(), Is.EqualTo("https://shop.example/tea"));
            Assert.That(first.GetProperty("image").GetString(), Is.EqualTo("https://shop.example/1.jpg"));
            Assert.That(first.GetProperty("pictures").GetArrayLength(), Is.EqualTo(2));
            Assert.That((Stock(second), Revision(second)), Is.EqualTo((40, 2)), "the stock stays when it is left out");
            Assert.That(second.GetProperty("url").GetString(), Is.EqualTo("/item/Tea_250.g-A"));
            Assert.That(second.GetProperty("stage").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(second.GetProperty("pictures").GetArrayLength(), Is.Zero);
        });
    }

    [Test]
    public async Task Upper_and_lower_case_differ()
    {
        await PutAsync("CASE", new { name = "大", price = 1 }).OkAsync();
        await PutAsync("case", new { name = "小", price = 2 }).OkAsync();

        Assert.That((await _host.Anonymous.GetOkAsync($"{Path}/CASE")).GetProperty("price").GetInt64(), Is.EqualTo(1));
    }

    [Test]
    public async Task Stock_and_revision_are_for_those_who_may_write()
    {
        await PutAsync("seen", new { name = "米", price = 1, stock = 7 }).OkAsync();
        using var auditor = _host.Client(_host.Token(Roles.Auditor));

        var forAll = await _host.Anonymous.GetOkAsync($"{Path}/seen");
        var listed = (await _shop.GetOkAsync(Path)).EnumerateArray().First();
        var forShop = await _shop.GetOkAsync($"{Path}/seen");
        var forAuditor = await auditor.GetOkAsync($"{Path}/seen");

        Assert.Multiple(() =>
        {
            Assert.That(Stock(forShop), Is.EqualTo(7));
            foreach (var view in (JsonElement[])[forAll, listed, forAuditor])
                Assert.That(view.TryGetProperty("stock", out _) || view.TryGetProperty("revision", out _), Is.False);
        });
    }

    [Test]
    public async Task With_a_revision_nothing_is_overwritten_that_was_not_read()
    {
        var read = await PutAsync("shared", new { name = "米", price = 1, stock = 10 }).OkAsync();
        var sold = await _host.Operator.PutAsJsonAsync($"{Path}/shared", new { name = "米", price = 1, stockChange = -3 }).OkAsync();

        using var late = await PutAsync("shared", new { name = "米", price = 2, stock = 20, revision = Revision(read) });
        var problem = JsonDocument.Parse(await late.Content.ReadAsStringAsync()).RootElement;
        var again = await PutAsync("shared", new { name = "米", price = 2, stock = 20, revision = Revision(sold) }).OkAsync();

        Assert.Multiple(() =>
        {
            Assert.That(late.StatusCode, Is.EqualTo(HttpStatusCode.Conflict));
            Assert.That(problem.GetProperty("code").GetString(), Is.EqualTo("product.conflict"));
            Assert.That((Stock(problem.GetProperty("product")), Revision(problem.GetProperty("product"))), Is.EqualTo((7, Revision(sold))));
            Assert.That((Stock(again), again.GetProperty("price").GetInt64()), Is.EqualTo((20, 2)));
        });
        await PutAsync("shared", new { name = "米", price = 1, revision = 0 }).RefusedAsync(HttpStatusCode.Conflict, "product.conflict");
        await PutAsync("not-there", new { name = "米", price = 1, revision = 3 }).RefusedAsync(HttpStatusCode.Conflict, "product.conflict");
        await PutAsync("not-there", new { name = "米", price = 1, revision = 0 }).OkAsync();
    }

    [Test]
    public async Task The_stock_never_falls_below_zero_and_a_refusal_changes_nothing()
    {
        await PutAsync("few", new { name = "米", price = 1, stock = 3 }).OkAsync();

        using var refused = await PutAsync("few", new { name = "另一种米", price = 9, stockChange = -4 });
        var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;
        var after = await _shop.GetOkAsync($"{Path}/few");

        Assert.Multiple(() =>
        {
            Assert.That((refused.StatusCode, problem.GetProperty("code").GetString()), Is.EqualTo((HttpStatusCode.Conflict, "product.stock")));
            Assert.That(problem.GetProperty("stock").GetInt64(), Is.EqualTo(3));
            Assert.That((Stock(after), Revision(after), after.GetProperty("price").GetInt64()), Is.EqualTo((3, 1, 1)));
        });
        await PutAsync("none", new { name = "米", price = 1, stockChange = -1 }).RefusedAsync(HttpStatusCode.Conflict, "product.stock");
        await _shop.GetAsync($"{Path}/none").RefusedAsync(HttpStatusCode.NotFound, "product.unknown");
    }

    [Test]
    public async Task Every_change_of_the_stock_is_written_down()
    {
        await PutAsync("moved", new { name = "米", price = 1, stock = 5 }).OkAsync();
        await PutAsync("moved", new { name = "米", price = 1, stockChange = 4 }).OkAsync();
        await _host.Operator.PutAsJsonAsync($"{Path}/moved", new { name = "米", price = 1, stock = 2 }).OkAsync();
        await PutAsync("moved", new { name = "米", price = 1, stock = 2 }).OkAsync();
        await _host.Operator.DeleteAsync($"{Path}/moved").OkAsync();

        var newest = await _shop.GetOkAsync($"{Path}/moved/movements?limit=3");
        var oldest = await _shop.GetOkAsync($"{Path}/moved/movements?before={newest.GetProperty("next").GetInt64()}");
        var all = newest.GetProperty("items").EnumerateArray().Concat(oldest.GetProperty("items").EnumerateArray()).Reverse().ToList();

        Assert.Multiple(() =>
        {
            Assert.That(all.Select(one => (one.GetProperty("change").GetInt64(), one.GetProperty("after").GetInt64(), one.GetProperty("why").GetString())),
                Is.EqualTo(new (long, long, string)[] { (5, 5, "made"), (4, 9, "changed"), (-7, 2, "set"), (-2, 0, "removed") }));
            Assert.That(all[0].GetProperty("by").GetString(), Does.StartWith("machine:"));
            Assert.That(all[2].GetProperty("by").GetString(), Is.EqualTo("staff:test"));
        });
    }

    [Test]
    public async Task A_change_of_the_stock_alone_does_not_raise_the_facts_revision()
    {
        await PutAsync("quiet", new { name = "米", price = 1, stock = 5 }).OkAsync();
        var before = await RevisionOfFactsAsync();

        await PutAsync("quiet", new { name = "米", price = 1, stock = 8 }).OkAsync();
        await PutAsync("quiet", new { name = "米", price = 1, stockChange = -2 }).OkAsync();
        var stocked = await RevisionOfFactsAsync();
        await PutAsync("quiet", new { name = "米", price = 2 }).OkAsync();

        Assert.That((stocked, await RevisionOfFactsAsync()), Is.EqualTo((before, before + 1)));
    }

    [Test]
    public async Task What_changes_nothing_does_not_raise_the_products_revision()
    {
        var body = new { name = "米", price = 1, stock = 5, pictures = new[] { "/a.jpg" } };
        var made = await PutAsync("same", body).OkAsync();

        Assert.That(Revision(await PutAsync("same", body).OkAsync()), Is.EqualTo(Revision(made)));
    }

    [TestCase("""{"price":1}""", "name")]
    [TestCase("""{"name":" ","price":1}""", "name")]
    [TestCase("""{"name":"x"}""", "price")]
    [TestCase("""{"name":"x","price":-1}""", "price")]
    [TestCase("""{"name":"x","price":1,"currency":"yuan"}""", "currency")]
    [TestCase("""{"name":"x","price":1,"stage":"No Stage"}""", "stage")]
    [TestCase("""{"name":"x","price":1,"link":"javascript:alert(1)"}""", "link")]
    [TestCase("""{"name":"x","price":1,"url":"//evil.example"}""", "url")]
    [TestCase("""{"name":"x","price":1,"pictures":["ftp://x"]}""", "pictures")]
    [TestCase("""{"name":"x","price":1,"pictures":["/1","/2","/3","/4","/5","/6","/7","/8","/9","/10","/11"]}""", "pictures")]
    [TestCase("""{"name":"x","price":1,"stock":-1}""", "stock")]
    [TestCase("""{"name":"x","price":1,"stock":1000000001}""", "stock")]
    [TestCase("""{"name":"x","price":1,"stockChange":-9223372036854775808}""", "stockChange")]
    [TestCase("""{"name":"x","price":1,"stock":1,"stockChange":1}""", "stockChange")]
    [TestCase("""{"name":"x","price":1,"revision":-1}""", "revision")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var refused = await _shop.PutAsync($"{Path}/wrong", content);
        var problem = JsonDocument.Parse(await refused.Content.ReadAsStringAsync()).RootElement;

        Assert.That((refused.StatusCode, problem.GetProperty("code").GetString()), Is.EqualTo((HttpStatusCode.BadRequest, "product.invalid")));
        Assert.That(problem.GetProperty("detail").GetString(), Does.Contain($"'{field}'"));
    }

    [TestCase("a%20b")]
    [TestCase("%E9%B8%AD")]
    [TestCase("a:b")]
    [TestCase("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    public Task A_malformed_sku_is_refused(string sku) => PutAsync(sku, new { name = "x", price = 1 }).RefusedAsync(HttpStatusCode.BadRequest, "product.invalid");

    [Test]
    public async Task The_longest_sku_and_an_old_id_are_good_and_an_unknown_stage_is_refused()
    {
        await PutAsync(new string('Z', 64), new { name = "x", price = 1 }).OkAsync();
        await PutAsync("five-coloured-rice", new { name = "x", price = 1 }).OkAsync();
        await PutAsync("x", new { name = "x", price = 1, stage = "nowhere" }).RefusedAsync(HttpStatusCode.NotFound, "stage.unknown");
    }

    [Test]
    public async Task A_retired_stage_takes_no_products_and_its_own_are_kept_out_of_sight()
    {
        await _host.Operator.PostAsync("/api/v1/festivals/festival/stages", new { id = "closed", name = "三" }).OkAsync();
        await PutAsync("shut-in", new { name = "米", price = 1, stage = "closed" }).OkAsync();
        await Eventually.TrueAsync(() => _host.Facts.Products.Any(product => product.Id.Value == "shut-in"), "rooms know the product");
        await _host.Operator.DeleteAsync("/api/v1/stages/closed").OkAsync();

        await PutAsync("shut-out", new { name = "茶", price = 1, stage = "closed" }).RefusedAsync(HttpStatusCode.NotFound, "stage.unknown");
        await PutAsync("shut-in", new { name = "新米", price = 2, stage = "closed" }).OkAsync();
        using var file = new StringContent("id,name,price,stage\nshut-in,陈米,1,closed\nshut-out,茶,1,closed\n", System.Text.Encoding.UTF8, "text/csv");
        var report = await _shop.PostAsync($"{Path}/import?dryRun=true", file).OkAsync();
        var (listed, whole) = (await IdsAsync(_host.Anonymous, Path), await IdsAsync(_shop, $"{Path}?whole=true"));

        Assert.Multiple(() =>
        {
            Assert.That(report.GetProperty("faults").EnumerateArray().Select(fault => $"{fault.GetProperty("line")} {fault.GetProperty("field").GetString()}"), Is.EqualTo(["3 stage"]));
            Assert.That(listed, Does.Not.Contain("shut-in"));
            Assert.That(whole, Does.Contain("shut-in"));
        });
        await Eventually.TrueAsync(() => _host.Facts.Products.All(product => product.Id.Value != "shut-in"), "rooms do not pin it any more");
        await _host.Operator.PostAsync("/api/v1/stages/closed/restore", new { }).OkAsync();
        Assert.That(await IdsAsync(_host.Anonymous, Path), Does.Contain("shut-in"), "it comes back with its stage");

        static async Task<IReadOnlyList<string?>> IdsAsync(HttpClient client, string path) => [.. (await client.GetOkAsync(path)).EnumerateArray().Select(product => product.GetProperty("id").GetString())];
    }

    [Test]
    public async Task A_shop_neither_adds_by_POST_nor_removes_and_an_anchor_does_not_put()
    {
        using var anchor = _host.Client(_host.Token(Roles.Anchor));

        await _shop.PostAsync(Path, new { name = "x", price = 1, url = "/x" }).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await _shop.DeleteAsync($"{Path}/x").RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await anchor.PutAsJsonAsync($"{Path}/x", new { name = "x", price = 1 }).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await _host.Anonymous.PutAsJsonAsync($"{Path}/x", new { name = "x", price = 1 }).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
    }

    private Task<HttpResponseMessage> PutAsync(string sku, object body) => _shop.PutAsJsonAsync($"{Path}/{sku}", body);

    private static long Stock(JsonElement product) => product.GetProperty("stock").GetInt64();

    private static long Revision(JsonElement product) => product.GetProperty("revision").GetInt64();

    private async Task<long> RevisionOfFactsAsync()
    {
        await using var database = _host.Database();
        return (await FactsDocument.StampAsync(database, CancellationToken.None)).Revision;
    }
}

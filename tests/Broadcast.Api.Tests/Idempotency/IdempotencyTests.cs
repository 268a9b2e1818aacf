using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Broadcast.Api.Tests.Idempotency;

/// <summary>The calls of the host that take an <c>Idempotency-Key</c>.</summary>
public sealed class IdempotencyTests
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
    public async Task A_product_is_made_once_and_the_answer_stays_after_it_has_changed()
    {
        var body = new { id = "once", name = "蜜", price = 100, url = "/item/once" };
        using var first = await SendAsync(HttpMethod.Post, "/api/v1/products", "honey-1", body);
        await _host.Operator.PutAsJsonAsync("/api/v1/products/once", new { name = "另一种蜜", price = 200 }).OkAsync();
        using var again = await SendAsync(HttpMethod.Post, "/api/v1/products", "honey-1", body);
        await _host.Operator.DeleteAsync("/api/v1/products/once").OkAsync();
        using var third = await SendAsync(HttpMethod.Post, "/api/v1/products", "honey-1", body);

        var bytes = await first.Content.ReadAsByteArrayAsync();
        Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.Created));
        foreach (var replay in (HttpResponseMessage[])[again, third])
        {
            Assert.That(replay.StatusCode, Is.EqualTo(HttpStatusCode.Created));
            Assert.That(await replay.Content.ReadAsByteArrayAsync(), Is.EqualTo(bytes));
            Assert.That(replay.Headers.GetValues("Idempotency-Replayed"), Is.EqualTo(["true"]));
            Assert.That(replay.Headers.CacheControl?.NoStore, Is.True);
        }

        var product = await _host.Anonymous.GetAsync("/api/v1/products/once").OkAsync();
        Assert.That((product.GetProperty("name").GetString(), product.GetProperty("retiredAt").ValueKind), Is.EqualTo(("另一种蜜", JsonValueKind.String)), "nothing was done again");
    }

    [Test]
    public async Task A_change_of_the_stock_that_is_sent_twice_counts_once()
    {
        await _host.Operator.PutAsJsonAsync("/api/v1/products/counted", new { name = "米", price = 1, stock = 10 }).OkAsync();

        for (var i = 0; i < 3; i++)
        {
            using var put = await SendAsync(HttpMethod.Put, "/api/v1/products/counted", "less", new { name = "米", price = 1, stockChange = -4 });
            Assert.That(put.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }

        Assert.That((await _host.Operator.GetOkAsync("/api/v1/products/counted")).GetProperty("stock").GetInt64(), Is.EqualTo(6));
    }

    [Test]
    public async Task A_refusal_is_decided_anew()
    {
        var body = new { name = "米", price = 1, url = "/a", stage = "later" };
        await SendAsync(HttpMethod.Post, "/api/v1/products", "early", body).RefusedAsync(HttpStatusCode.NotFound, "stage.unknown");
        await _host.Operator.PostAsync("/api/v1/festivals/festival/stages", new { id = "later", name = "后来" }).OkAsync();

        var made = await SendAsync(HttpMethod.Post, "/api/v1/products", "early", body).OkAsync();

        Assert.That(made.GetProperty("stage").GetString(), Is.EqualTo("later"));
    }

    [Test]
    public async Task Every_call_that_takes_a_key_works_with_one_and_shows_no_secret_twice()
    {
        (string Path, object Body, bool Secret)[] calls =
        [
            ("/api/v1/festivals", new { id = "other", name = "别的" }, false),
            ("/api/v1/accounts", new { email = "a@example.org", name = "Zhao", password = "long enough!", roles = new[] { "auditor" } }, false),
            ("/api/v1/moderation/words", new { text = "假", action = "mask" }, false),
            ("/api/v1/festivals/festival/stages", new { id = "one", name = "一" }, true),
            ("/api/v1/sites", new { id = "yatuan", name = "文化站", village = "鸭团", county = "沾益", province = "云南" }, true),
            ("/api/v1/sites/yatuan/key", new { }, true),
            ("/api/v1/machine-keys", new { name = "Shop", scopes = new[] { "products" } }, true),
            ("/api/v1/accounts/invitations", new { name = "Li", roles = new[] { "anchor" } }, true),
        ];
        foreach (var (path, body, secret) in calls)
        {
            var first = await SendAsync(HttpMethod.Post, path, "k", body).OkAsync();
            if (secret)
                await SendAsync(HttpMethod.Post, path, "k", body).RefusedAsync(HttpStatusCode.Conflict, "idempotency.not_replayed");
            else
                Assert.That((await SendAsync(HttpMethod.Post, path, "k", body).OkAsync()).GetRawText(), Is.EqualTo(first.GetRawText()), path);
        }
    }

    [Test]
    public async Task A_rotated_stream_key_is_in_force_and_shown_once()
    {
        var before = (await _host.Operator.PostAsync("/api/v1/festivals/festival/stages", new { id = "rotated", name = "一" }).OkAsync()).GetProperty("streamKey").GetString();

        var rotated = await SendAsync(HttpMethod.Post, "/api/v1/stages/rotated/key", "k", body: null).OkAsync();
        await SendAsync(HttpMethod.Post, "/api/v1/stages/rotated/key", "k", body: null).RefusedAsync(HttpStatusCode.Conflict, "idempotency.not_replayed");

        Assert.That(rotated.GetProperty("streamKey").GetString(), Is.Not.EqualTo(before).And.Not.Null);
    }

    [Test]
    public async Task Who_may_not_call_is_refused_before_the_key_is_looked_at()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/products") { Content = JsonContent.Create(new { }) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", "not/a/key");
        await _host.Anonymous.SendAsync(request).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
        await SendAsync(HttpMethod.Post, "/api/v1/products", "not/a/key", new { }).RefusedAsync(HttpStatusCode.BadRequest, "idempotency.invalid");
    }

    [Test]
    public async Task A_body_that_cannot_be_read_is_refused_as_without_a_key()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/products") { Content = new StringContent("{", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", "broken");
        await _host.Operator.SendAsync(request).RefusedAsync(HttpStatusCode.BadRequest, "request.invalid");

        var long1 = new string('x', 300 * 1024);
        await SendAsync(HttpMethod.Post, "/api/v1/products", "long", new { name = long1 }).RefusedAsync(HttpStatusCode.RequestEntityTooLarge, "request.too_large");
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string key, object? body)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return await _host.Operator.SendAsync(request);
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Api.Demo;
using Broadcast.Api.Tests.Shops;
using Broadcast.Api.Tests.Tickets;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using TestKit;

namespace Broadcast.Api.Tests.Demo;

public sealed class DemoTests
{
    private static readonly string[] Stages = ["zhanyi", "tongxiang", "gushi", "suning"];
    private ApiHost _host = null!;
    private JsonElement _demo;

    private string DemoFile => Path.Combine(_host.DataDirectory, "demo.json");

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync("--Demo", "true", "--Demo:Encoders", "false", "--Demo:SlotSeconds", "15");
        _demo = JsonDocument.Parse(await File.ReadAllTextAsync(DemoFile)).RootElement;
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public void Its_file_has_the_addresses_and_keys_and_only_its_owner_can_read_it()
    {
        Assert.Multiple(() =>
        {
            Assert.That(File.GetUnixFileMode(DemoFile), Is.EqualTo(UnixFileMode.UserRead | UnixFileMode.UserWrite));
            Assert.That(new Uri(_demo.GetProperty("http").GetString()!), Is.EqualTo(_host.Http));
            Assert.That(_demo.GetProperty("rtmp").GetString(), Does.Match("^rtmp://127.0.0.1:[0-9]+/live$"));
            Assert.That(_demo.GetProperty("festival").GetString(), Is.EqualTo("festival"));
            Assert.That(_demo.GetProperty("stages").EnumerateObject().Select(stage => stage.Name), Is.EqualTo(Stages));
            Assert.That(_demo.GetProperty("stages").GetProperty("gushi").GetProperty("streamKey").GetString(), Does.Match("^[A-Za-z0-9_-]{27}$"));
        });
    }

    [Test]
    public async Task Its_operator_has_an_operators_rights_and_its_anchor_has_all_four_stages()
    {
        using var client = _host.Client(_demo.GetProperty("operatorToken").GetString());
        await client.GetOkAsync("/api/v1/accounts");

        var anchor = new JsonWebToken(_demo.GetProperty("anchorToken").GetString());

        Assert.That(anchor.Claims.Where(claim => claim.Type == "stages").Select(claim => claim.Value), Is.EqualTo(Stages));
    }

    [Test]
    public async Task Its_moderator_may_do_everything_in_all_rooms_and_finds_a_few_words_in_the_list()
    {
        var token = _demo.GetProperty("moderatorToken").GetString();
        using var client = _host.Client(token);
        var words = (await client.GetOkAsync("/api/v1/moderation/words")).GetProperty("words").EnumerateArray().ToList();
        await client.GetOkAsync("/api/v1/moderation/records");

        var claims = new JsonWebToken(token).Claims.ToList();
        Assert.Multiple(() =>
        {
            Assert.That(claims.Where(claim => claim.Type == "moderates").Select(claim => claim.Value), Is.EqualTo(ModerationRights.All));
            Assert.That(claims.Where(claim => claim.Type == "stages"), Is.Empty);
            Assert.That(words.Select(word => word.GetProperty("action").GetString()), Is.EquivalentTo(WordActions.All));
        });
    }

    [Test]
    public async Task The_README_names_every_field_of_its_file()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "Broadcast.Api/README.md"));
        var section = readme.Split("## The demo's file")[1].Split("\n## ")[0];

        Assert.That(_demo.EnumerateObject().Select(field => $"`{field.Name}`").Where(field => !section.Contains(field, StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task Its_auditor_reads_and_its_shipper_is_one()
    {
        using var auditor = _host.Client(_demo.GetProperty("auditorToken").GetString());
        await auditor.GetOkAsync("/api/v1/results/questions");

        var shipper = new JsonWebToken(_demo.GetProperty("shipperToken").GetString());

        Assert.That(shipper.Claims.Where(claim => claim.Type == "roles").Select(claim => claim.Value), Is.EqualTo([Roles.Shipper]));
    }

    [Test]
    public async Task Its_machine_key_writes_products_and_is_new_at_each_start()
    {
        using var shop = _host.Client(_demo.GetProperty("machineKey").GetString());
        var put = await shop.PutAsJsonAsync("/api/v1/products/Demo.Tea", new { name = "茶", price = 1, stock = 3 }).OkAsync();
        await using var scope = _host.Services.CreateAsyncScope();
        var next = await ActivatorUtilities.CreateInstance<DemoMachine>(scope.ServiceProvider).KeyAsync(CancellationToken.None);

        await shop.GetAsync("/api/v1/products/Demo.Tea/movements").RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
        using var later = _host.Client(next);
        await later.DeleteAsync("/api/v1/products/Demo.Tea").RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await _host.Operator.DeleteAsync("/api/v1/products/Demo.Tea").OkAsync();
        Assert.That(put.GetProperty("stock").GetInt64(), Is.EqualTo(3));
    }

    [Test]
    public async Task Its_shop_signs_with_its_secret()
    {
        var secret = _demo.GetProperty("shops").GetProperty("demo").GetProperty("webhookSecret").GetString()!;
        using var message = ShopServer.Message("demo", secret, "evt.demo", """{"type":"order.later","data":{}}""", DateTimeOffset.UtcNow);

        using var answer = await _host.Anonymous.SendAsync(message);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
    }

    [Test]
    public async Task Whoever_signs_with_its_issuers_key_is_a_person()
    {
        var issuer = _demo.GetProperty("issuer");
        var token = PersonLogin.Sign(
            issuer.GetProperty("iss").GetString()!, PersonLogin.Hmac(issuer.GetProperty("key").GetBytesFromBase64()),
            ("sub", "mei"), ("aud", issuer.GetProperty("aud").GetString()));
        var stranger = PersonLogin.Sign(issuer.GetProperty("iss").GetString()!, PersonLogin.Hmac(new byte[32]), ("sub", "mei"));

        using var person = _host.Client(token);
        await person.PostAsync("/api/v1/accounts/sign-out", content: null).RefusedAsync(HttpStatusCode.BadRequest, "account.no_session");
        using var nobody = _host.Client(stranger);
        await nobody.PostAsync("/api/v1/accounts/sign-out", content: null).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
    }

    [Test]
    public async Task Its_goods_have_pictures_that_anybody_may_see()
    {
        var rice = await _host.Operator.GetOkAsync("/api/v1/products/five-coloured-rice");
        using var picture = await _host.Anonymous.GetAsync(rice.GetProperty("pictures")[0].GetString());

        Assert.Multiple(() =>
        {
            Assert.That(picture.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(picture.Content.Headers.ContentType?.MediaType, Is.EqualTo("image/webp"));
            Assert.That(picture.Headers.CacheControl?.MaxAge, Is.EqualTo(TimeSpan.FromDays(1)));
        });
        await _host.Anonymous.GetAsync("/demo/pictures/Demo.Tea.webp").RefusedAsync(HttpStatusCode.NotFound, "product.unknown");
    }

    [Test]
    public async Task Its_goods_have_a_stock_that_is_written_down()
    {
        var rice = await _host.Operator.GetOkAsync("/api/v1/products/five-coloured-rice");
        var movements = (await _host.Operator.GetOkAsync("/api/v1/products/five-coloured-rice/movements")).GetProperty("items").EnumerateArray().ToList();

        Assert.That(rice.GetProperty("stock").GetInt64(), Is.EqualTo(200).And.EqualTo(movements.Sum(movement => movement.GetProperty("change").GetInt64())));
    }

    [Test]
    public async Task Its_goods_have_prices_in_fen_and_say_that_they_are_illustrative()
    {
        var products = (await _host.Anonymous.GetOkAsync("/api/v1/products")).EnumerateArray().ToList();

        Assert.Multiple(() =>
        {
            Assert.That(products, Has.Count.EqualTo(14));
            Assert.That(products.Select(product => product.GetProperty("illustrative").GetBoolean()), Has.All.True);
            Assert.That(products.Select(product => product.GetProperty("price").GetInt64()), Has.All.GreaterThan(0));
        });
    }

    [Test]
    public async Task Something_is_planned_now_and_guests_may_do_all_four_things()
    {
        var rundown = await _host.Anonymous.GetOkAsync("/api/v1/festivals/festival/rundown");
        var site = await _host.Anonymous.GetOkAsync("/api/v1/site");
        await Eventually.TrueAsync(() => _host.Facts.Relays is [{ Slots.Count: > 0 }], "the facts have the plan");

        var now = DateTimeOffset.UtcNow;
        Assert.Multiple(() =>
        {
            Assert.That(
                rundown.GetProperty("slots").EnumerateArray().Count(slot => slot.GetProperty("start").GetDateTimeOffset() <= now
                    && slot.GetProperty("start").GetDateTimeOffset().AddSeconds(slot.GetProperty("duration").GetDouble()) > now),
                Is.EqualTo(1));
            Assert.That(site.GetProperty("demo").GetBoolean(), Is.True);
            Assert.That(site.GetProperty("simulated").GetBoolean(), Is.False, "nothing is, unless a test wants it");
            Assert.That(site.GetProperty("guests").GetArrayLength(), Is.EqualTo(4));
        });
    }

    [Test]
    public void Neither_its_tokens_nor_its_keys_are_in_the_log()
    {
        var keys = _demo.GetProperty("stages").EnumerateObject().Select(stage => stage.Value.GetProperty("streamKey").GetString()!);

        Assert.Multiple(() =>
        {
            foreach (var secret in keys.Append(_demo.GetProperty("operatorToken").GetString()!).Append(_demo.GetProperty("anchorToken").GetString()!)
                .Append(_demo.GetProperty("moderatorToken").GetString()!).Append(_demo.GetProperty("machineKey").GetString()!)
                .Append(_demo.GetProperty("issuer").GetProperty("key").GetString()!))
                Assert.That(_host.Log.Text, Does.Not.Contain(secret));
        });
    }

    [Test]
    public void Its_goods_belong_to_its_stages()
    {
        Assert.Multiple(() =>
        {
            Assert.That(DemoProgramme.Products.Select(product => product.Stage).Distinct(StringComparer.Ordinal), Is.EquivalentTo(Stages));
            Assert.That(DemoProgramme.Products.Select(product => ProductId.TryParse(product.Id, null, out _)), Has.All.True);
        });
    }
}

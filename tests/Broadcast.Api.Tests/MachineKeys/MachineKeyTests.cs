using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Broadcast.Api.Tests.Tickets;

namespace Broadcast.Api.Tests.MachineKeys;

public sealed class MachineKeyTests
{
    private const string Path = "/api/v1/machine-keys";
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync("--Roles", "api,chat");
        await _host.CreateFestivalAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task A_key_is_shown_once_and_only_its_digest_is_stored()
    {
        var made = await MakeAsync();
        var (id, key) = (made.GetProperty("id").GetString()!, made.GetProperty("key").GetString()!);
        await PutAsync(key).OkAsync();

        var list = (await _host.Operator.GetOkAsync(Path)).GetRawText();
        await using var database = _host.Database();
        var row = JsonSerializer.Serialize(await database.FindAsync<Broadcast.Api.MachineKeys.MachineKey>(id));

        Assert.Multiple(() =>
        {
            Assert.That(key, Does.Match($"^lfm_{id}_[a-z2-7]{{32}}$"));
            Assert.That(list, Does.Contain(id));
            Assert.That(list + row + _host.Log.Text, Does.Not.Contain(key[^32..]));
        });
    }

    [Test]
    public async Task The_list_says_who_made_it_for_what_and_when_it_was_last_used()
    {
        var made = await _host.Operator.PostAsync(Path, new { name = "Tea shop", scopes = new[] { "products" }, shop = "tea" }).OkAsync();
        var before = await ListedAsync(made);
        await PutAsync(made.GetProperty("key").GetString()!).OkAsync();
        var after = await ListedAsync(made);

        Assert.Multiple(() =>
        {
            Assert.That((before.GetProperty("name").GetString(), before.GetProperty("shop").GetString(), before.GetProperty("madeBy").GetString()), Is.EqualTo(("Tea shop", "tea", "staff:test")));
            Assert.That(before.GetProperty("scopes").EnumerateArray().Select(scope => scope.GetString()), Is.EqualTo(["products"]));
            Assert.That(before.GetProperty("lastUsedAt").ValueKind, Is.EqualTo(JsonValueKind.Null));
            Assert.That(after.GetProperty("lastUsedAt").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow).Within(TimeSpan.FromMinutes(1)));
        });
    }

    [Test]
    public async Task It_opens_neither_calls_of_staff_nor_those_for_any_token_nor_the_hub()
    {
        var key = await _host.MachineKeyAsync();
        using var shop = _host.Client(key);

        await shop.GetAsync("/api/v1/accounts").RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await shop.GetAsync(Path).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await shop.PostAsync("/api/v1/accounts/sign-out", content: null).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        await shop.PostAsync("/api/v1/rooms/gushi/pin", new { productId = "x" }).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
        var refused = await Assert.CatchAsync<Exception>(async () => await (await _host.ConnectAsync(key)).DisposeAsync());
        Assert.That(refused!.Message, Does.Contain("401"));
    }

    [Test]
    public async Task After_a_rotation_both_keys_are_good_and_without_overlap_only_the_new_one()
    {
        var made = await MakeAsync();
        var id = made.GetProperty("id").GetString();
        var second = await _host.Operator.PostAsync($"{Path}/{id}/rotate", content: null).OkAsync();
        await PutAsync(made.GetProperty("key").GetString()!).OkAsync();
        await PutAsync(second.GetProperty("key").GetString()!).OkAsync();

        var third = await _host.Operator.PostAsync($"{Path}/{id}/rotate", new { overlapSeconds = 0 }).OkAsync();

        Assert.That(second.GetProperty("oldUntil").GetDateTimeOffset(), Is.EqualTo(DateTimeOffset.UtcNow.AddDays(1)).Within(TimeSpan.FromMinutes(1)));
        Assert.That(third.GetProperty("oldUntil").ValueKind, Is.EqualTo(JsonValueKind.Null));
        await PutAsync(made.GetProperty("key").GetString()!).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
        await PutAsync(second.GetProperty("key").GetString()!).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
        await PutAsync(third.GetProperty("key").GetString()!).OkAsync();
    }

    [Test]
    public async Task A_removed_key_is_refused_at_once()
    {
        var made = await MakeAsync();
        await PutAsync(made.GetProperty("key").GetString()!).OkAsync();

        await _host.Operator.DeleteAsync($"{Path}/{made.GetProperty("id").GetString()}").OkAsync();

        await PutAsync(made.GetProperty("key").GetString()!).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
        await _host.Operator.DeleteAsync($"{Path}/{made.GetProperty("id").GetString()}").RefusedAsync(HttpStatusCode.NotFound, "machine_key.unknown");
    }

    [Test]
    public async Task A_token_that_claims_to_be_a_machine_is_none()
    {
        using var staff = _host.Client(_host.Token("products", "machine"));

        await staff.PutAsJsonAsync("/api/v1/products/x", new { name = "x", price = 1 }).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    [Test]
    public async Task What_is_wrong_is_named()
    {
        await _host.Operator.PostAsync(Path, new { scopes = new[] { "products" } }).RefusedAsync(HttpStatusCode.BadRequest, "machine_key.invalid");
        await _host.Operator.PostAsync(Path, new { name = "x" }).RefusedAsync(HttpStatusCode.BadRequest, "machine_key.invalid");
        await _host.Operator.PostAsync(Path, new { name = "x", scopes = new[] { "everything" } }).RefusedAsync(HttpStatusCode.BadRequest, "machine_key.invalid");
        await _host.Operator.PostAsync(Path, new { name = "x", scopes = new[] { "products" }, shop = "No shop" }).RefusedAsync(HttpStatusCode.BadRequest, "machine_key.invalid");
        await _host.Operator.PostAsync($"{Path}/none/rotate", new { }).RefusedAsync(HttpStatusCode.NotFound, "machine_key.unknown");
        await _host.Operator.PostAsync($"{Path}/none/rotate", new { overlapSeconds = 604801 }).RefusedAsync(HttpStatusCode.BadRequest, "machine_key.invalid");
        await _host.Operator.PostAsync($"{Path}/none/rotate", new { overlapSeconds = -1 }).RefusedAsync(HttpStatusCode.BadRequest, "machine_key.invalid");
    }

    [Test]
    public async Task An_address_that_guesses_is_told_to_wait_and_nobody_else()
    {
        var key = await _host.MachineKeyAsync();
        using var guesser = From("127.0.0.2");
        var codes = new List<HttpStatusCode>();
        for (var i = 0; i < 25; i++)
        {
            using var answer = await PutAsync(guesser, $"{key[..^1]}{(key[^1] == 'a' ? 'b' : 'a')}");
            codes.Add(answer.StatusCode);
        }

        await PutAsync(guesser, key).RefusedAsync(HttpStatusCode.TooManyRequests, "machine_key.too_many");
        Assert.That(codes.Take(20), Has.All.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(codes[^1], Is.EqualTo(HttpStatusCode.TooManyRequests));
        await PutAsync(key).OkAsync();
    }

    private Task<JsonElement> MakeAsync() => _host.Operator.PostAsync(Path, new { name = "Shop", scopes = new[] { "products" } }).OkAsync();

    private async Task<JsonElement> ListedAsync(JsonElement made) =>
        (await _host.Operator.GetOkAsync(Path)).EnumerateArray().Single(key => key.GetProperty("id").GetString() == made.GetProperty("id").GetString());

    private Task<HttpResponseMessage> PutAsync(string key) => PutAsync(_host.Anonymous, key);

    private static async Task<HttpResponseMessage> PutAsync(HttpClient client, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, "/api/v1/products/Tea") { Content = JsonContent.Create(new { name = "茶", price = 1 }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return await client.SendAsync(request);
    }

    /// <summary>A client with another address on this machine.</summary>
    private HttpClient From(string address) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (context, cancellation) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        },
    })
    { BaseAddress = _host.Http };
}

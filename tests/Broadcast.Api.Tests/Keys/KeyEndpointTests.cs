using System.Net;

namespace Broadcast.Api.Tests.Keys;

public sealed class KeyEndpointTests
{
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await ApiHost.StartAsync();

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task Anybody_gets_the_public_keys_and_may_keep_them_for_five_minutes()
    {
        using var answer = await _host.Anonymous.GetAsync("/.well-known/jwks.json");
        var keys = (await _host.Anonymous.GetOkAsync("/.well-known/jwks.json")).GetProperty("keys").EnumerateArray().ToList();

        Assert.That(keys, Is.Not.Empty);
        Assert.Multiple(() =>
        {
            Assert.That(answer.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(["*"]));
            Assert.That((answer.Headers.CacheControl?.Public, answer.Headers.CacheControl?.MaxAge), Is.EqualTo((true, TimeSpan.FromMinutes(5))));
            foreach (var key in keys)
                Assert.That(key.EnumerateObject().Select(part => part.Name), Is.EquivalentTo(["kty", "crv", "x", "y", "kid", "alg", "use"]), "no private part");
        });
    }

    [Test]
    public async Task An_operator_rotates_and_the_next_key_is_published_at_once()
    {
        var next = await _host.Operator.PostAsync("/api/v1/keys/receipts/rotate", content: null).OkAsync();

        var published = (await _host.Anonymous.GetOkAsync("/.well-known/jwks.json")).GetProperty("keys").EnumerateArray().Select(key => key.GetProperty("kid").GetString());
        var listed = await _host.Operator.GetOkAsync("/api/v1/keys");
        Assert.Multiple(() =>
        {
            Assert.That(next.GetProperty("state").GetString(), Is.EqualTo("published"));
            Assert.That(published, Does.Contain(next.GetProperty("id").GetString()));
            Assert.That(listed.EnumerateArray().Select(key => key.GetProperty("state").GetString()), Is.EqualTo(["signing", "published"]));
        });
        await _host.Operator.PostAsync("/api/v1/keys/receipts/rotate", content: null).RefusedAsync(HttpStatusCode.Conflict, "key.pending");
        await _host.Operator.PostAsync("/api/v1/keys/nothing/rotate", content: null).RefusedAsync(HttpStatusCode.NotFound, "key.purpose");
    }
}

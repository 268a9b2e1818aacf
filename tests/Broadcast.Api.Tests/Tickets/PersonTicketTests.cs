using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TestKit;

namespace Broadcast.Api.Tests.Tickets;

/// <summary>The login of a shop, whose tokens are accepted as tickets of persons, with a shared key or with a key set.</summary>
public sealed class PersonTicketTests
{
    private static readonly byte[] Shared = RandomNumberGenerator.GetBytes(32);
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly RSA _next = RSA.Create(2048);
    private volatile bool _rotated;
    private WebApplication _shop = null!;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        _shop = builder.Build();
        _shop.MapGet("/keys", () => Microsoft.AspNetCore.Http.Results.Text(KeySet(), "application/json"));
        await _shop.StartAsync();
        _host = await ApiHost.StartAsync(
            "--Tokens:Issuers:0:Issuer", "https://shop.example", "--Tokens:Issuers:0:SharedKey", Convert.ToBase64String(Shared),
            "--Tokens:Issuers:1:Issuer", "https://login.example", "--Tokens:Issuers:1:KeySet", $"{_shop.Urls.First()}/keys");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _shop.DisposeAsync();
        _rsa.Dispose();
        _next.Dispose();
    }

    [Test]
    public Task A_person_of_an_issuer_with_a_shared_key_is_known() => KnownAsync(Sign("https://shop.example", SharedKey(Shared)));

    [Test]
    public Task A_person_of_an_issuer_with_a_key_set_is_known() => KnownAsync(Sign("https://login.example", RsaKey()));

    [Test]
    public async Task A_key_that_the_issuer_has_rotated_in_is_fetched_when_a_token_names_it()
    {
        await KnownAsync(Sign("https://login.example", RsaKey()));
        _rotated = true;
        var token = Sign("https://login.example", new SigningCredentials(new RsaSecurityKey(_next) { KeyId = "k2" }, SecurityAlgorithms.RsaSha256));

        using var client = _host.Client(token);
        await Eventually.TrueAsync(async () =>
        {
            using var answer = await client.PostAsync("/api/v1/accounts/sign-out", content: null);
            return answer.StatusCode == HttpStatusCode.BadRequest;
        }, "the new key is known");
    }

    [Test]
    public Task A_person_never_has_roles() => ForbiddenAsync(Sign("https://shop.example", SharedKey(Shared), roles: ["operator"]));

    [Test]
    public Task Another_key_is_refused() => UnknownAsync(Sign("https://shop.example", SharedKey(RandomNumberGenerator.GetBytes(32))));

    [Test]
    public Task One_issuers_key_does_not_sign_for_another() => UnknownAsync(Sign("https://login.example", SharedKey(Shared)));

    [Test]
    public Task An_issuers_key_does_not_sign_as_us() => UnknownAsync(Sign("livefestival", SharedKey(Shared), audience: "livefestival"));

    [Test]
    public Task Another_audience_is_refused() => UnknownAsync(Sign("https://shop.example", SharedKey(Shared), audience: "elsewhere"));

    [Test]
    public Task An_expired_ticket_is_refused() => UnknownAsync(Sign("https://shop.example", SharedKey(Shared), expires: DateTime.UtcNow.AddSeconds(-61)));

    /// <summary>Asserts that the token is valid: sign-out needs a valid token first, and then a staff session.</summary>
    private async Task KnownAsync(string token)
    {
        using var client = _host.Client(token);
        await client.PostAsync("/api/v1/accounts/sign-out", content: null).RefusedAsync(HttpStatusCode.BadRequest, "account.no_session");
    }

    private async Task UnknownAsync(string token)
    {
        using var client = _host.Client(token);
        await client.PostAsync("/api/v1/accounts/sign-out", content: null).RefusedAsync(HttpStatusCode.Unauthorized, "auth.required");
    }

    private async Task ForbiddenAsync(string token)
    {
        using var client = _host.Client(token);
        await client.GetAsync("/api/v1/accounts").RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    private string KeySet() =>
        JsonSerializer.Serialize(new { keys = _rotated ? new[] { Published(_rsa, "k1"), Published(_next, "k2") } : [Published(_rsa, "k1")] });

    private static object Published(RSA rsa, string id)
    {
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(rsa.ExportParameters(false)) { KeyId = id });
        return new { kty = "RSA", kid = id, n = key.N, e = key.E, alg = "RS256", use = "sig" };
    }

    private static SigningCredentials SharedKey(byte[] key) => new(new SymmetricSecurityKey(key), SecurityAlgorithms.HmacSha256);

    private SigningCredentials RsaKey() => new(new RsaSecurityKey(_rsa) { KeyId = "k1" }, SecurityAlgorithms.RsaSha256);

    private static string Sign(string issuer, SigningCredentials credentials, string audience = "livefestival", DateTime? expires = null, string[]? roles = null) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Expires = expires ?? DateTime.UtcNow.AddHours(1),
            Claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["sub"] = "person-7", ["name"] = "Mei", ["roles"] = roles ?? [] },
            SigningCredentials = credentials,
        });
}

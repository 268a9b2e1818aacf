using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Broadcast.Api.Tests.Tickets;

/// <summary>Two logins: a shop that shares a key with the host, and one that serves a key set over HTTP, with an RSA and an EC key.</summary>
internal sealed class PersonLogin : IAsyncDisposable
{
    public const string Shop = "https://shop.example";
    public const string Login = "https://login.example";
    private const string EcId = "ec-1";

    private readonly byte[] _shared = RandomNumberGenerator.GetBytes(32);
    private readonly ECDsa _ec = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly WebApplication _server;
    private int _rotations;
    private int _asked;

    private PersonLogin(WebApplication server) => _server = server;

    public RSA Rsa { get; private set; } = RSA.Create(2048);

    /// <summary>How often the key set was fetched.</summary>
    public int Asked => Volatile.Read(ref _asked);

    private string RsaId => $"rsa-{_rotations + 1}";

    /// <summary>A key that nobody should ever publish: the set has it as <c>oct</c>.</summary>
    public byte[] PublishedSecret { get; } = RandomNumberGenerator.GetBytes(32);

    /// <summary>What the host is started with.</summary>
    public string[] Settings =>
    [
        "--Tokens:Issuers:0:Issuer", Shop, "--Tokens:Issuers:0:SharedKey", Convert.ToBase64String(_shared),
        "--Tokens:Issuers:1:Issuer", Login, "--Tokens:Issuers:1:KeySet", $"{_server.Urls.First()}/keys",
    ];

    public SigningCredentials Shared => Hmac(_shared);

    public SigningCredentials Rs256 => new(new RsaSecurityKey(Rsa) { KeyId = RsaId }, SecurityAlgorithms.RsaSha256);

    public SigningCredentials Es256 => new(new ECDsaSecurityKey(_ec) { KeyId = EcId }, SecurityAlgorithms.EcdsaSha256);

    public static async Task<PersonLogin> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        var login = new PersonLogin(builder.Build());
        login._server.MapGet("/keys", () => Microsoft.AspNetCore.Http.Results.Text(login.KeySet(), "application/json"));
        await login._server.StartAsync();
        return login;
    }

    public static SigningCredentials Hmac(byte[] key, string? id = null) => new(new SymmetricSecurityKey(key) { KeyId = id }, SecurityAlgorithms.HmacSha256);

    /// <summary>Replaces the RSA key of the set by a new one with another id.</summary>
    public void Rotate()
    {
        Rsa.Dispose();
        Rsa = RSA.Create(2048);
        _rotations++;
    }

    /// <summary>RS256 in the name of the EC key, and the other way round.</summary>
    public SigningCredentials Named(SigningCredentials credentials)
    {
        var other = credentials.Key is RsaSecurityKey ? (SecurityKey)new RsaSecurityKey(Rsa) { KeyId = EcId } : new ECDsaSecurityKey(_ec) { KeyId = RsaId };
        return new SigningCredentials(other, credentials.Algorithm);
    }

    /// <summary>A person's token: valid for an hour, with these claims added or, where a claim is null, taken away.</summary>
    public static string Sign(string issuer, SigningCredentials credentials, params (string Claim, JsonNode? Value)[] claims)
    {
        var payload = new JsonObject
        {
            ["iss"] = issuer,
            ["aud"] = "livefestival",
            ["sub"] = "person-7",
            ["name"] = "Mei",
            ["exp"] = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds(),
        };
        foreach (var (claim, value) in claims)
        {
            payload.Remove(claim);
            if (value is not null)
                payload[claim] = value;
        }

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(payload.ToJsonString(), credentials);
    }

    public string OfShop(params (string Claim, JsonNode? Value)[] claims) => Sign(Shop, Shared, claims);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Rsa.Dispose();
        _ec.Dispose();
    }

    private string KeySet()
    {
        Interlocked.Increment(ref _asked);
        var rsa = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(Rsa.ExportParameters(false)) { KeyId = RsaId });
        var ec = _ec.ExportParameters(false);
        return JsonSerializer.Serialize(new
        {
            keys = new object[]
            {
                new { kty = "RSA", kid = RsaId, n = rsa.N, e = rsa.E, alg = "RS256", use = "sig" },
                new { kty = "EC", kid = EcId, crv = "P-256", x = Base64UrlEncoder.Encode(ec.Q.X!), y = Base64UrlEncoder.Encode(ec.Q.Y!), use = "sig" },
                new { kty = "oct", kid = "oct-1", k = Base64UrlEncoder.Encode(PublishedSecret), use = "sig" },
            },
        });
    }
}

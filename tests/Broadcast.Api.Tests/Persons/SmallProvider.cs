using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Answers = Microsoft.AspNetCore.Http.Results;

namespace Broadcast.Api.Tests.Persons;

/// <summary>A provider of OpenID Connect that logs everybody in as the same person, until it is told of another one, and is strict about the protocol.</summary>
internal sealed class SmallProvider : IAsyncDisposable
{
    private const string ClientId = "festival";
    private const string ClientSecret = "between us: é";
    private const string KeyId = "rsa-1";

    private readonly WebApplication _server;
    private readonly RSA _key = RSA.Create(2048);
    private readonly RSA _otherKey = RSA.Create(2048);
    private readonly ConcurrentDictionary<string, (string Challenge, string Nonce, string ReturnsTo)> _codes = new(StringComparer.Ordinal);

    private SmallProvider(WebApplication server) => _server = server;

    public string Authority => _server.Urls.First();

    public string[] Settings =>
    [
        "--Persons:OpenIdConnect:Authority", Authority, "--Persons:OpenIdConnect:ClientId", ClientId, "--Persons:OpenIdConnect:ClientSecret", ClientSecret,
        "--Persons:ContactKey", Convert.ToBase64String(new byte[32]),
    ];

    /// <summary>The subject that it logs in.</summary>
    public string Subject { get; set; } = "mei-7";

    /// <summary>Changes the claims of the next ID tokens.</summary>
    public Action<JsonObject> Change { get; set; } = _ => { };

    /// <summary>While true, ID tokens are signed with an unpublished key, under the key id of the published one.</summary>
    public bool Forges { get; set; }

    public static async Task<SmallProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        var provider = new SmallProvider(builder.Build());
        provider._server.MapGet("/.well-known/openid-configuration", () => Answers.Json(new
        {
            issuer = provider.Authority,
            authorization_endpoint = $"{provider.Authority}/authorize",
            token_endpoint = $"{provider.Authority}/token",
            jwks_uri = $"{provider.Authority}/keys",
        }));
        provider._server.MapGet("/keys", provider.Keys);
        provider._server.MapGet("/authorize", provider.Authorize);
        provider._server.MapPost("/token", provider.RedeemAsync);
        await provider._server.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _key.Dispose();
        _otherKey.Dispose();
    }

    private IResult Keys()
    {
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(_key.ExportParameters(false)) { KeyId = KeyId });
        return Answers.Json(new { keys = new[] { new { kty = "RSA", kid = KeyId, n = key.N, e = key.E, alg = "RS256", use = "sig" } } });
    }

    private IResult Authorize(HttpRequest request)
    {
        var asked = request.Query;
        if (asked["client_id"] != ClientId || asked["response_type"] != "code" || asked["code_challenge_method"] != "S256" || !$"{asked["scope"]}".Split(' ').Contains("openid"))
            return Answers.BadRequest();

        var code = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
        _codes[code] = (asked["code_challenge"]!, asked["nonce"]!, asked["redirect_uri"]!);
        return Answers.Redirect(QueryHelpers.AddQueryString(asked["redirect_uri"]!, new Dictionary<string, string?>(StringComparer.Ordinal) { ["code"] = code, ["state"] = asked["state"] }));
    }

    private async Task<IResult> RedeemAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var secret = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Uri.EscapeDataString(ClientId)}:{Uri.EscapeDataString(ClientSecret)}"));
        if (request.Headers.Authorization != $"Basic {secret}" || !_codes.TryRemove($"{form["code"]}", out var known) || form["redirect_uri"] != known.ReturnsTo
            || Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($"{form["code_verifier"]}"))) != known.Challenge)
            return Answers.BadRequest();

        var claims = new JsonObject
        {
            ["iss"] = Authority,
            ["aud"] = ClientId,
            ["sub"] = Subject,
            ["name"] = "Mei",
            ["nonce"] = known.Nonce,
            ["exp"] = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds(),
        };
        Change(claims);
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            claims.ToJsonString(), new SigningCredentials(new RsaSecurityKey(Forges ? _otherKey : _key) { KeyId = KeyId }, SecurityAlgorithms.RsaSha256));
        return Answers.Json(new { id_token = token, access_token = "x", token_type = "Bearer" });
    }
}

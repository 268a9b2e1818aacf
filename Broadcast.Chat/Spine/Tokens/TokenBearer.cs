using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Tokens;

namespace Broadcast.Chat.Spine.Tokens;

/// <summary>Configures the bearer handler: our keys verify only our tokens, and an issuer's keys only the tokens of that issuer.</summary>
internal sealed class TokenBearer(IOptions<TokenOptions> tokens, RevokedSessions revoked, TimeProvider time, ILogger<IssuerKeys> logger) : IConfigureNamedOptions<JwtBearerOptions>
{
    /// <summary>By issuer, for those with a key set. Made at the first token: the settings are checked after this service is made.</summary>
    private readonly Lazy<Dictionary<string, IssuerKeys>> _keySets = new(() => tokens.Value.Issuers.Where(issuer => issuer.KeySet.Length > 0).DistinctBy(issuer => issuer.Issuer, StringComparer.Ordinal).ToDictionary(
        issuer => issuer.Issuer,
        issuer => new IssuerKeys(issuer.KeySet, new HttpDocumentRetriever { RequireHttps = !new Uri(issuer.KeySet).IsLoopback }, time, logger),
        StringComparer.Ordinal));

    public void Configure(JwtBearerOptions options) => Configure(JwtBearerDefaults.AuthenticationScheme, options);

    public void Configure(string? name, JwtBearerOptions options)
    {
        options.MapInboundClaims = false;
        options.TimeProvider = time;
        options.TokenValidationParameters = new TokenValidationParameters
        {
            AlgorithmValidator = (algorithm, key, _, _) => algorithm == Algorithm(key),
            ValidIssuers = [TokenSigner.Issuer, .. tokens.Value.Issuers.Select(issuer => issuer.Issuer)],
            AudienceValidator = (audiences, token, _) => audiences.Contains(Audience(token.Issuer), StringComparer.Ordinal),
            IssuerSigningKeyResolver = (_, token, keyId, _) => Keys(token.Issuer, keyId),
            LifetimeValidator = (_, _, token, _) => TokenTimes.Hold(token, time.GetUtcNow()),
            NameClaimType = "name",
            RoleClaimType = "roles",
        };
        options.Events = new JwtBearerEvents
        {
            OnMessageReceived = context => FetchKeysAsync(Bearer(context.Request), context.HttpContext.RequestAborted),
            OnTokenValidated = context =>
            {
                if (Caller.From(context.Principal) is not { } caller)
                    context.Fail("The token names nobody.");
                else if (revoked.HasEnded(caller))
                    context.Fail("The token was revoked.");
                return Task.CompletedTask;
            },
        };
    }

    private string Audience(string issuer) =>
        issuer == TokenSigner.Issuer ? TokenSigner.Issuer : tokens.Value.Issuers.First(known => known.Issuer == issuer).Audience;

    private IEnumerable<SecurityKey> Keys(string issuer, string? keyId)
    {
        if (issuer == TokenSigner.Issuer)
            return tokens.Value.Keys.Where(key => key.Id == keyId).Select(key => key.ToSecurityKey());

        var known = tokens.Value.Issuers.FirstOrDefault(candidate => candidate.Issuer == issuer);
        if (known is null)
            return [];
        if (known.SharedKey.Length > 0)
            return [new SymmetricSecurityKey(Convert.FromBase64String(known.SharedKey))];

        return _keySets.Value.TryGetValue(issuer, out var keys) ? keys.Known.Where(key => keyId is null || key.KeyId == keyId) : [];
    }

    /// <summary>The one algorithm for which a key is used (RFC 8725, section 3.1); null for keys of other kinds.</summary>
    private static string? Algorithm(SecurityKey key) => key switch
    {
        SymmetricSecurityKey => SecurityAlgorithms.HmacSha256,
        RsaSecurityKey or X509SecurityKey => SecurityAlgorithms.RsaSha256,
        ECDsaSecurityKey => SecurityAlgorithms.EcdsaSha256,
        _ => null,
    };

    /// <summary>Lets the issuer's keys be fetched before verification, which can only read keys synchronously.</summary>
    public Task FetchKeysAsync(string? text, CancellationToken cancellation)
    {
        var handler = new JsonWebTokenHandler();
        return text is not null && handler.CanReadToken(text) && TryRead(handler, text, out var token) && _keySets.Value.TryGetValue(token.Issuer, out var keys)
            ? keys.FindAsync(token.Kid, cancellation)
            : Task.CompletedTask;
    }

    private static bool TryRead(JsonWebTokenHandler handler, string text, out JsonWebToken token)
    {
        try
        {
            token = handler.ReadJsonWebToken(text);
            return true;
        }
        catch (ArgumentException)
        {
            // Not a token: verification refuses it.
            token = null!;
            return false;
        }
    }

    private static string? Bearer(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header[7..].Trim() : null;
}

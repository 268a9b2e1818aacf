using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Spine.Tokens;

/// <summary>Verifies a token that did not come as a request's bearer token, by the same rules.</summary>
internal sealed class TokenReader(TokenBearer bearer, IOptionsMonitor<JwtBearerOptions> options, RevokedSessions revoked)
{
    /// <summary>
    /// Null when <paramref name="text"/> is not a valid token of ours or of a configured issuer, or its session was ended.
    /// </summary>
    public async ValueTask<Caller?> ReadAsync(string text, CancellationToken cancellation)
    {
        await bearer.FetchKeysAsync(text, cancellation);
        var rules = options.Get(JwtBearerDefaults.AuthenticationScheme);
        foreach (var handler in rules.TokenHandlers)
        {
            var read = await handler.ValidateTokenAsync(text, rules.TokenValidationParameters);
            if (read.IsValid && Caller.From(new ClaimsPrincipal(read.ClaimsIdentity)) is { } caller)
                return revoked.HasEnded(caller) ? null : caller;
        }

        return null;
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Tokens;

/// <summary>Verifies a token that did not come with a request, by the same rules as one that did.</summary>
internal sealed class TokenReader(TokenBearer bearer, IOptionsMonitor<JwtBearerOptions> options, RevokedSessions revoked)
{
    /// <summary>Null when it is not a valid token of ours or of a configured issuer, or has been revoked.</summary>
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

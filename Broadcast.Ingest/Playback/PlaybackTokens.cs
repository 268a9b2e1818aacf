using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Broadcast.Ingest.Playback;

/// <summary>
/// Issues and verifies tokens for playing one channel. They have the format and the keys of all tokens, so that every node verifies them
/// by itself, but an audience of their own, so that they do not open a room, and a ticket does not play a channel.
/// </summary>
internal sealed class PlaybackTokens(TokenSigner signer, IOptions<TokenOptions> keys, IOptions<PlaybackOptions> options, RevokedSessions revoked, TimeProvider time)
{
    private const string Audience = "playback:";

    private readonly JsonWebTokenHandler _handler = new() { MapInboundClaims = false };
    private readonly TokenValidationParameters _parameters = new()
    {
        ValidAlgorithms = [SecurityAlgorithms.HmacSha256],
        ValidIssuer = TokenSigner.Issuer,
        AudienceValidator = (audiences, _, _) => audiences.Any(audience => audience.StartsWith(Audience, StringComparison.Ordinal)),
        IssuerSigningKeys = [.. keys.Value.Keys.Select(key => key.ToSecurityKey())],
        LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime,
    };

    /// <summary>Issues a token to a caller whose own token was verified, and which it does not outlast.</summary>
    public PlaybackGrant Grant(Caller caller, ChannelId channel)
    {
        var now = time.GetUtcNow();
        var expires = now + options.Value.Lifetime;
        if (caller.AcceptedUntil is { } seconds && DateTimeOffset.FromUnixTimeSeconds(seconds) is var end && end < expires)
            expires = end;
        // What a villager plays is on the site's screen: it ends with the site's key.
        var subject = new TokenSubject(caller.Id.Value, "", [], [], caller.SiteSession ?? caller.Session ?? "") { PersonIssuedAt = caller.Kind == CallerKind.Person ? caller.IssuedAt : null };
        var token = signer.Sign(subject, expires - now, Audience + channel);
        return new PlaybackGrant(token, expires);
    }

    /// <summary>Why the token does not allow playing the channel; null when it does.</summary>
    public async Task<Error?> CheckAsync(string? token, string channel) => (await ReadAsync(token, channel)).Error;

    /// <summary>The right that the token gives to play the channel, or why it gives none.</summary>
    public async Task<Result<PlaybackRight>> ReadAsync(string? token, string channel)
    {
        if (string.IsNullOrEmpty(token))
            return PlaybackErrors.Required;

        var result = await _handler.ValidateTokenAsync(token, _parameters);
        if (!result.IsValid)
            return PlaybackErrors.Invalid;
        if (result.SecurityToken is not JsonWebToken verified || !verified.Audiences.Contains(Audience + channel, StringComparer.Ordinal))
            return PlaybackErrors.OtherChannel;

        var right = new PlaybackRight(
            new DateTimeOffset(verified.ValidTo, TimeSpan.Zero),
            verified.TryGetPayloadValue<string>("sid", out var session) && session.Length > 0 ? session : null,
            ViewerId.TryParse(verified.Subject, null, out var viewer) ? viewer : (ViewerId?)null,
            verified.TryGetPayloadValue<long>(TokenSigner.PersonIssuedAt, out var issued) ? issued : (long?)null);
        return Ended(right) is { } ended ? ended : right;
    }

    /// <summary>Why a right has ended; null while it holds. For responses that go on for hours.</summary>
    public Error? Ended(PlaybackRight right) =>
        right.Session is { } session && revoked.Contains(session) ? PlaybackErrors.Revoked
        : right.Viewer is { } viewer && revoked.Contains(viewer, right.PersonIssuedAt) ? PlaybackErrors.Revoked
        : right.Expires <= time.GetUtcNow() ? PlaybackErrors.Invalid
        : null;
}

internal sealed record PlaybackGrant(string Token, DateTimeOffset Expires)
{
    /// <summary>Keeps the token out of log lines.</summary>
    public override string ToString() => nameof(PlaybackGrant);
}

/// <summary>What a valid token allows. The gate adds it to the request's features, for responses that have no end of their own.</summary>
/// <param name="Expires">When it ends.</param>
/// <param name="Session">The <c>sid</c> of the caller's token, by which it ends sooner; null for persons.</param>
/// <param name="Viewer">Who may play.</param>
/// <param name="PersonIssuedAt">When a person's token was issued, Unix seconds; null when it does not say.</param>
internal sealed record PlaybackRight(DateTimeOffset Expires, string? Session, ViewerId? Viewer, long? PersonIssuedAt);

using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Tokens;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Broadcast.Ingest.Playback;

/// <summary>
/// Tokens that let one channel be played: of the one format and by the same keys, so that every node verifies them by itself, but for an
/// audience of their own, so that none of them is good for a room, and no ticket for a picture.
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

    /// <summary>For a caller whose own token was verified.</summary>
    public PlaybackGrant Grant(Caller caller, ChannelId channel)
    {
        var now = time.GetUtcNow();
        var expires = now + options.Value.Lifetime;
        if (caller.ExpiresAt is { } seconds && DateTimeOffset.FromUnixTimeSeconds(seconds) is var end && end < expires)
            expires = end;
        var token = signer.Sign(new TokenSubject(caller.Id.Value, "", [], [], caller.Session ?? ""), expires - now, Audience + channel);
        return new PlaybackGrant(token, expires);
    }

    /// <summary>Null when the token lets the channel be played.</summary>
    public async Task<Error?> RefuseAsync(string? token, string channel) => (await ReadAsync(token, channel)).Error;

    /// <summary>Until when the token lets the channel be played, or why it does not.</summary>
    public async Task<Result<PlaybackRight>> ReadAsync(string? token, string channel)
    {
        if (string.IsNullOrEmpty(token))
            return PlaybackErrors.Required;

        var result = await _handler.ValidateTokenAsync(token, _parameters);
        if (!result.IsValid)
            return PlaybackErrors.Invalid;
        if (result.SecurityToken is not JsonWebToken verified || !verified.Audiences.Contains(Audience + channel, StringComparer.Ordinal))
            return PlaybackErrors.OtherChannel;

        var right = new PlaybackRight(new DateTimeOffset(verified.ValidTo, TimeSpan.Zero), verified.TryGetPayloadValue<string>("sid", out var session) && session.Length > 0 ? session : null);
        return Ended(right) is { } ended ? ended : right;
    }

    /// <summary>Why it lets play no more; null while it does. For who plays one request for hours.</summary>
    public Error? Ended(PlaybackRight right) =>
        right.Session is { } session && revoked.Contains(session) ? PlaybackErrors.Revoked
        : right.Expires <= time.GetUtcNow() ? PlaybackErrors.Invalid
        : null;
}

internal sealed record PlaybackGrant(string Token, DateTimeOffset Expires);

/// <summary>What a token that was found good says: left on the request by the gate, for answers that have no end of their own.</summary>
internal sealed record PlaybackRight(DateTimeOffset Expires, string? Session);

internal static class PlaybackErrors
{
    public static Error Required { get; } = new("playback.required", "This channel takes a playback token: POST /api/v1/channels/{channel}/playback gives one for a ticket.", ErrorKind.Unauthenticated);

    public static Error Invalid { get; } = new("playback.invalid", "The playback token is not valid, or not any more.", ErrorKind.Unauthenticated);

    public static Error OtherChannel { get; } = new("playback.other_channel", "The playback token is for another channel.", ErrorKind.Forbidden);

    public static Error Revoked { get; } = new("playback.revoked", "The session was ended.", ErrorKind.Forbidden);
}

using System.Text.Json;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Broadcast.Api.Keys;

/// <summary>
/// Signs and verifies with the keys of the database, which all Api processes share: compact JWS (RFC 7515) with ES256. Keeps a copy of the
/// keys for half a minute, much less than a new key waits before it signs. Any thread may call.
/// </summary>
internal sealed class KeyRing(IDbContextFactory<FestivalDb> databases, RootKey root, TimeProvider time)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(30);

    /// <summary>A signature may name a key that is not known: the copy is then read again, but strangers cannot have it read without end.</summary>
    private static readonly TimeSpan FreshForUnknown = TimeSpan.FromSeconds(1);

    private readonly JsonWebTokenHandler _handler = new() { SetDefaultTimesOnTokenCreation = false };
    private Copy? _copy;

    /// <summary>Signs the JSON of <paramref name="payload"/>.</summary>
    public async Task<string> SignAsync(SigningPurpose purpose, object payload, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var keys = await KeysAsync(Fresh, cancellation);
        var signing = keys.Where(key => key.Purpose == purpose.Name && key.Signer is not null && key.SignsFrom <= now).MaxBy(key => key.SignsFrom)
            ?? throw new InvalidOperationException($"There is no key that signs {purpose.Name}.");
        return _handler.CreateToken(
            JsonSerializer.Serialize(payload, ContractJson.Options), signing.Signer,
            new Dictionary<string, object>(StringComparer.Ordinal) { [JwtHeaderParameterNames.Typ] = purpose.Type });
    }

    /// <summary>The payload of a JWS; null when no published key of this purpose has signed it.</summary>
    public async Task<JsonElement?> VerifyAsync(SigningPurpose purpose, string jws, CancellationToken cancellation)
    {
        if (!_handler.CanReadToken(jws))
            return null;

        var keys = await KeysAsync(Fresh, cancellation);
        var read = await ValidateAsync(purpose, jws, keys);
        if (!read.IsValid && read.Exception is SecurityTokenSignatureKeyNotFoundException)
            read = await ValidateAsync(purpose, jws, await KeysAsync(FreshForUnknown, cancellation));
        return read.IsValid ? JsonSerializer.Deserialize<JsonElement>(Base64UrlEncoder.DecodeBytes(((JsonWebToken)read.SecurityToken).EncodedPayload)) : null;
    }

    private Task<TokenValidationResult> ValidateAsync(SigningPurpose purpose, string jws, IReadOnlyList<RingKey> keys) =>
        _handler.ValidateTokenAsync(jws, new TokenValidationParameters
        {
            IssuerSigningKeys = keys.Where(key => key.Purpose == purpose.Name).Select(key => key.Public),
            TryAllIssuerSigningKeys = false,
            ValidTypes = [purpose.Type],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            // A receipt has no audience and does not expire; how long it counts is for its reader to say.
            ValidateIssuer = false,
            ValidateAudience = false,
            ValidateLifetime = false,
            RequireExpirationTime = false,
        });

    /// <summary>The published keys, as they were at most <paramref name="fresh"/> ago.</summary>
    private async Task<IReadOnlyList<RingKey>> KeysAsync(TimeSpan fresh, CancellationToken cancellation)
    {
        // Several callers may read at once; the copies are equal.
        if (Volatile.Read(ref _copy) is { } copy && time.GetElapsedTime(copy.At) < fresh)
            return copy.Keys;

        var at = time.GetTimestamp();
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var keys = await database.SigningKeys.AsNoTracking().Where(key => key.PublishedUntil == null || key.PublishedUntil > now).ToListAsync(cancellation);
        var read = new Copy([.. keys.Select(key => RingKey.Of(key, root))], at);
        Volatile.Write(ref _copy, read);
        return read.Keys;
    }

    private sealed record Copy(IReadOnlyList<RingKey> Keys, long At);
}

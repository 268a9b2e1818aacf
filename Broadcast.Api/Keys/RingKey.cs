using Microsoft.IdentityModel.Tokens;

namespace Broadcast.Api.Keys;

/// <summary>A signing key in memory.</summary>
/// <param name="Id">The <c>kid</c>.</param>
/// <param name="Purpose">Name of its <see cref="SigningPurpose"/>.</param>
/// <param name="Public">Its public half, which verifies.</param>
/// <param name="Signer">Null of a key that no longer signs.</param>
/// <param name="SignsFrom">From when on it signs.</param>
internal sealed record RingKey(string Id, string Purpose, JsonWebKey Public, SigningCredentials? Signer, DateTimeOffset SignsFrom)
{
    public static RingKey Of(SigningKey key, RootKey root)
    {
        var secret = key.Private is null ? null : root.Open(SigningKey.PlaceOf(key.Id), key.Private);
        return new RingKey(
            key.Id, key.Purpose, Jwk(key), secret is null ? null : new SigningCredentials(Jwk(key, secret), SecurityAlgorithms.EcdsaSha256), key.SignsFrom);
    }

    private static JsonWebKey Jwk(SigningKey key, byte[]? secret = null)
    {
        var jwk = new JsonWebKey { Kty = JsonWebAlgorithmsKeyTypes.EllipticCurve, Crv = JsonWebKeyECTypes.P256, X = key.X, Y = key.Y, Kid = key.Id };
        if (secret is not null)
            jwk.D = Base64UrlEncoder.Encode(secret);
        return jwk;
    }
}

namespace Broadcast.Api.Keys;

/// <summary>A JSON Web Key Set (RFC 7517).</summary>
/// <param name="Keys">By purpose, the oldest first.</param>
internal sealed record PublicKeySet(IReadOnlyList<PublicKey> Keys);

/// <summary>A public key as a JWK (RFC 7518, section 6.2). Written from the public columns alone.</summary>
internal sealed record PublicKey(string Kid, string Kty, string Crv, string X, string Y, string Alg, string Use)
{
    public static PublicKey Of(SigningKey key) => new(key.Id, "EC", "P-256", key.X, key.Y, "ES256", "sig");
}

/// <param name="Id">The <c>kid</c>.</param>
/// <param name="Purpose">What it signs, such as <c>receipts</c>.</param>
/// <param name="State"><c>published</c>: does not sign yet; <c>signing</c>; <c>retired</c>: only verifies.</param>
/// <param name="MadeAt">When it was made, and published.</param>
/// <param name="SignsFrom">From when on it signs.</param>
/// <param name="SignsUntil">When the next one takes over; null of the newest.</param>
/// <param name="PublishedUntil">Until when it verifies; null of the newest.</param>
internal sealed record SigningKeyView(
    string Id, string Purpose, string State, DateTimeOffset MadeAt, DateTimeOffset SignsFrom, DateTimeOffset? SignsUntil, DateTimeOffset? PublishedUntil)
{
    public static SigningKeyView Of(SigningKey key, DateTimeOffset now) => new(
        key.Id, key.Purpose, key.SignsFrom > now ? "published" : key.SignsUntil <= now ? "retired" : "signing", key.MadeAt, key.SignsFrom, key.SignsUntil,
        key.PublishedUntil);
}

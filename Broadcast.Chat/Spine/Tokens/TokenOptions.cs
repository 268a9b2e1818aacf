namespace Broadcast.Chat.Spine.Tokens;

/// <summary>The keys for our own tokens, and the issuers whose logins count as persons.</summary>
public sealed record TokenOptions
{
    public const string Section = "Tokens";

    /// <summary>The first key signs; all of them verify. To rotate, put a new key in front.</summary>
    public IReadOnlyList<TokenKey> Keys { get; init; } = [];

    /// <summary>The issuers whose tokens are tickets of persons.</summary>
    public IReadOnlyList<PersonIssuer> Issuers { get; init; } = [];
}

/// <summary>An HMAC-SHA-256 key.</summary>
public sealed record TokenKey
{
    /// <summary>The <c>kid</c> of tokens signed with it.</summary>
    public string Id { get; init; } = "";

    /// <summary>At least 32 bytes, base64.</summary>
    public string Secret { get; init; } = "";

    /// <summary>Keeps the secret out of log lines.</summary>
    public override string ToString() => nameof(TokenKey);
}

/// <summary>An external login whose tokens are tickets of persons. Has either a shared key or a key set.</summary>
public sealed record PersonIssuer
{
    /// <summary>The <c>iss</c> of its tokens.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>The <c>aud</c> that its tokens must carry.</summary>
    public string Audience { get; init; } = "livefestival";

    /// <summary>HMAC-SHA-256 key of at least 32 bytes, base64; or empty.</summary>
    public string SharedKey { get; init; } = "";

    /// <summary>https address of a JSON Web Key Set (RFC 7517); or empty.</summary>
    public string KeySet { get; init; } = "";
}

namespace Broadcast.Chat.Tokens;

/// <summary>The keys of the one token format, and the shops whose logins are taken as persons.</summary>
public sealed record TokenOptions
{
    public const string Section = "Tokens";

    /// <summary>The first key signs; all of them verify, so that a key is rotated by putting a new one in front.</summary>
    public IReadOnlyList<TokenKey> Keys { get; init; } = [];

    /// <summary>Issuers of persons' tickets.</summary>
    public IReadOnlyList<PersonIssuer> Issuers { get; init; } = [];
}

/// <summary>An HMAC-SHA-256 key.</summary>
public sealed record TokenKey
{
    /// <summary>The <c>kid</c> of tokens signed with it.</summary>
    public string Id { get; init; } = "";

    /// <summary>At least 32 bytes, base64.</summary>
    public string Secret { get; init; } = "";
}

/// <summary>A login whose tokens are persons' tickets: a shared key, or a key set at a URL.</summary>
public sealed record PersonIssuer
{
    /// <summary>The <c>iss</c> of its tokens.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>The <c>aud</c> that its tokens must carry.</summary>
    public string Audience { get; init; } = "livefestival";

    /// <summary>HMAC-SHA-256 key of at least 32 bytes, base64; or empty.</summary>
    public string SharedKey { get; init; } = "";

    /// <summary>Address of a JSON Web Key Set; or empty.</summary>
    public string KeySet { get; init; } = "";
}

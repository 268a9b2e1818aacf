using System.Security.Cryptography;
using System.Text;

namespace Broadcast.Api.MachineKeys;

/// <summary>
/// A machine key as it is shown once: <c>lfm_</c>, the key's id, <c>_</c>, and 160 random bits in base32 (RFC 4648, lower case). Only its
/// digest is stored.
/// </summary>
internal readonly record struct MachineKeyText
{
    private const string Prefix = "lfm_";
    private const string Bearer = "Bearer ";
    private const string Letters = "abcdefghijklmnopqrstuvwxyz234567";
    private const int IdLength = 12;
    private const int SecretLength = 32;

    private MachineKeyText(string text) => Text = text;

    public string Text { get; }

    /// <summary>The part by which the key is found; no secret.</summary>
    public string Id => Text.Substring(Prefix.Length, IdLength);

    /// <summary>SHA-256 of the text's UTF-8 bytes, lower-case hex.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));

    public static string NewId() => Random(IdLength);

    public static MachineKeyText Make(string id) => new($"{Prefix}{id}_{Random(SecretLength)}");

    /// <summary>The bearer token of a request; null when it is no machine key by its shape.</summary>
    public static MachineKeyText? Of(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && header[Bearer.Length..].Trim() is var text && text.StartsWith(Prefix, StringComparison.Ordinal)
            ? new MachineKeyText(text)
            : null;

    /// <summary>Whether it has the length of a key and its two parts; any other text with the prefix is none.</summary>
    public bool IsWhole => Text.Length == Prefix.Length + IdLength + 1 + SecretLength && Text[Prefix.Length + IdLength] == '_';

    /// <summary>Keeps the key out of log lines.</summary>
    public override string ToString() => "(machine key)";

    private static string Random(int length) => RandomNumberGenerator.GetString(Letters, length);
}

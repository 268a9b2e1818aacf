using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;

namespace Broadcast.Api.Idempotency;

/// <summary>
/// The value of the header <c>Idempotency-Key</c>: 1-64 characters of A-Z, a-z, 0-9, <c>_ . : -</c>, chosen by the client. It is stored nowhere,
/// only the digests that are made with it.
/// </summary>
internal readonly record struct IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <summary>As a regular expression.</summary>
    public const string Pattern = "^[A-Za-z0-9_.:-]{1,64}$";

    private const int Longest = 64;

    /// <summary>Bytes of a body that are held in memory; what is longer goes to a temporary file while it is read twice.</summary>
    private const int InMemory = 256 * 1024;

    private static readonly SearchValues<char> Letters = SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.:-");

    private readonly string _text;

    private IdempotencyKey(string text) => _text = text;

    /// <summary>Null when the header is not one well-formed key.</summary>
    public static IdempotencyKey? Read(StringValues header) =>
        header is [{ Length: > 0 and <= Longest } text] && text.AsSpan().IndexOfAnyExcept(Letters) < 0 ? new IdempotencyKey(text) : null;

    /// <summary>The id of a call: a digest, because a path may be of any length. None of the four parts has a line feed in it.</summary>
    public string IdOf(string caller, HttpRequest request) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{caller}\n{request.Method}\n{request.PathBase}{request.Path}\n{_text}")));

    /// <summary>
    /// The digest of what is asked: of query and body, which can be read again afterwards. It is made with the key, because a body may have a
    /// password in it, and nobody who reads the database shall guess that by trying.
    /// </summary>
    public async Task<string> DigestAsync(HttpRequest request, CancellationToken cancellation)
    {
        var key = Encoding.ASCII.GetBytes(_text);
        request.EnableBuffering(InMemory);
        var body = await HMACSHA256.HashDataAsync(key, request.Body, cancellation);
        request.Body.Position = 0;
        byte[] asked = [.. Encoding.UTF8.GetBytes(request.QueryString.Value ?? ""), .. body];
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, asked));
    }
}

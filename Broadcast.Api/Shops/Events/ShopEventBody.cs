using System.Text;
using System.Text.Json;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Shops.Events;

/// <summary>The body of a shop's message.</summary>
/// <param name="Type">What it tells.</param>
/// <param name="Text">All of it, as it came.</param>
internal sealed record ShopEventBody(string Type, string Text)
{
    private const int Deepest = 16;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Null when it is not JSON of this shape, or not UTF-8.</summary>
    public static ShopEventBody? Read(byte[] bytes)
    {
        try
        {
            var text = Strict.GetString(bytes);
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = Deepest });
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("type", out var named) && named is { ValueKind: JsonValueKind.String } && named.GetString() is { Length: <= ShopEventConfiguration.LongestType } type
                && IdShape.IsToken(type) && root.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
                ? new ShopEventBody(type, text) : null;
        }
        catch (Exception unreadable) when (unreadable is JsonException or DecoderFallbackException or InvalidOperationException)
        {
            // InvalidOperationException: half of a surrogate pair, written as an escape.
            return null;
        }
    }

    /// <summary>The member <c>data</c> of a text that was read before.</summary>
    public static JsonElement DataOf(string text)
    {
        using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = Deepest });
        return document.RootElement.GetProperty("data").Clone();
    }
}

using System.Text.Json.Serialization;

namespace Broadcast.Api.Outbox;

/// <summary>Something that shops are told.</summary>
/// <param name="Type">Its name on the wire, such as <c>claim.made</c>.</param>
/// <param name="Subject">What it is about: messages of one subject arrive in order.</param>
/// <param name="Data">Names no person.</param>
internal sealed record ShopNews(string Type, string Subject, IShopNewsData Data)
{
    /// <summary>The shop that told it, and is not told.</summary>
    public string? Except { get; init; }
}

/// <summary>The data of a message to shops.</summary>
internal interface IShopNewsData;

/// <summary>A message as shops get it.</summary>
/// <param name="Type">What it tells.</param>
/// <param name="Timestamp">When it happened.</param>
/// <param name="Data">Depends on the type.</param>
internal sealed record ShopMessage(
    [property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp, [property: JsonPropertyName("data")] object Data);

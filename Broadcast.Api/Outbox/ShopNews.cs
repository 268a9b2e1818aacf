using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Api.Outbox;

/// <summary>Something that shops are told.</summary>
/// <param name="Type">Its name on the wire, such as <c>claim.made</c>.</param>
/// <param name="Subject">What it is about: messages of one subject arrive in order.</param>
/// <param name="Data">Names no person.</param>
internal sealed record ShopNews(string Type, string Subject, IShopNewsData Data)
{
    /// <summary>The shop that told it, and is not told.</summary>
    public string? Except { get; init; }

    /// <summary>A change of a stock that the festival itself has made.</summary>
    public static ShopNews OfStock(ProductId sku, long change, long after, string why) =>
        new("stock.changed", $"sku:{sku}", new StockChanged { Sku = sku, Change = change, After = after, Why = why });
}

/// <summary>The data of a message to shops.</summary>
internal interface IShopNewsData;

/// <summary><c>stock.changed</c>: the festival has taken units out of a product's stock, or given them back.</summary>
internal sealed record StockChanged : IShopNewsData
{
    public required ProductId Sku { get; init; }

    /// <summary>Units; negative when some were taken.</summary>
    public required long Change { get; init; }

    /// <summary>The stock after it.</summary>
    public required long After { get; init; }

    /// <summary><c>prize</c>: promised as prizes; <c>prize_back</c>: nobody has won them.</summary>
    public required string Why { get; init; }
}

/// <summary>A message as shops get it.</summary>
/// <param name="Type">What it tells.</param>
/// <param name="Timestamp">When it happened.</param>
/// <param name="Data">Depends on the type.</param>
internal sealed record ShopMessage(
    [property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("timestamp")] DateTimeOffset Timestamp, [property: JsonPropertyName("data")] object Data);

using System.Text.Json.Serialization;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Contracts;

/// <summary>What a pinned product's card shows.</summary>
public sealed record ProductCard
{
    public required ProductId Id { get; init; }

    /// <summary>The name in Chinese, or in the shop's language.</summary>
    public required string Name { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? NameEn { get; init; }

    /// <summary>In the currency's smallest unit (fen).</summary>
    public required long Price { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>The item page: absolute http(s), or a path on this host.</summary>
    public required string Url { get; init; }

    /// <summary>The picture, addressed like <see cref="Url"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Image { get; init; }
}

using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Facts;

namespace Broadcast.Chat.Spine.Facts;

/// <summary>One part of the facts, as Redis keeps it.</summary>
/// <param name="Name">One of <see cref="FactsParts"/>.</param>
/// <param name="Version">A digest of <paramref name="Json"/>: equal for parts that are equal.</param>
/// <param name="Json">A JSON object with the part's properties.</param>
internal sealed record FactsPart(string Name, string Version, byte[] Json);

/// <summary>Takes the facts apart, by the <see cref="FactsPartAttribute"/> of their properties, and puts them together again.</summary>
internal static class FactsParting
{
    private static readonly FrozenSet<string> Stamp = new[] { nameof(FestivalFacts.Revision), nameof(FestivalFacts.Epoch), nameof(FestivalFacts.Lineage) }
        .Select(Written).ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> PartOf = typeof(FestivalFacts).GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .ToFrozenDictionary(
            property => Written(property.Name), property => property.GetCustomAttribute<FactsPartAttribute>()?.Name ?? FactsParts.Rooms, StringComparer.Ordinal);

    /// <summary>All parts, also empty ones.</summary>
    public static IReadOnlyList<FactsPart> Split(FestivalFacts facts)
    {
        var parts = FactsParts.All.ToDictionary(name => name, _ => new JsonObject(), StringComparer.Ordinal);
        var whole = JsonSerializer.SerializeToNode(facts, ContractJson.Options)!.AsObject();
        foreach (var (property, value) in whole.ToList())
        {
            if (Stamp.Contains(property))
                continue;
            whole.Remove(property);
            parts[PartOf[property]][property] = value;
        }

        return [.. parts.Select(part => Part(part.Key, part.Value))];
    }

    /// <exception cref="JsonException">A part cannot be read, or one that is needed is missing.</exception>
    public static FestivalFacts Join(FactsStamp stamp, IEnumerable<FactsPart> parts)
    {
        var whole = new JsonObject
        {
            [Written(nameof(FestivalFacts.Revision))] = stamp.Revision,
            [Written(nameof(FestivalFacts.Epoch))] = stamp.Epoch,
            [Written(nameof(FestivalFacts.Lineage))] = stamp.Lineage,
        };
        foreach (var part in parts)
        {
            if (JsonNode.Parse(part.Json) is not JsonObject read)
                throw new JsonException($"The part '{part.Name}' of the facts is no object.");
            foreach (var (property, value) in read.ToList())
            {
                read.Remove(property);
                whole[property] = value;
            }
        }

        return whole.Deserialize<FestivalFacts>(ContractJson.Options)!;
    }

    private static FactsPart Part(string name, JsonObject properties)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(properties, ContractJson.Options);
        return new FactsPart(name, Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 8)), json);
    }

    private static string Written(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);
}

using System.Collections.Frozen;
using System.Text.Json;

namespace Broadcast.Chat.Contracts.Yours;

/// <summary>Maps the names on the wire to the records of the data.</summary>
internal static class YoursCatalog
{
    private static readonly FrozenDictionary<string, Type> Types = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        [YoursTypes.PrizeWon] = typeof(PrizeWon),
        [YoursTypes.PrizeShipped] = typeof(PrizeShipped),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, string> Names = Types.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    public static IEnumerable<string> All => Types.Keys;

    public static Type? TypeOf(string name) => Types.GetValueOrDefault(name);

    public static string NameOf(IYoursData data) => Names[data.GetType()];

    /// <summary>Reads the data of an entry; of a type that this version does not know, as it is.</summary>
    /// <exception cref="JsonException">It is not the data of this type.</exception>
    public static IYoursData Read(string type, JsonElement data) =>
        TypeOf(type) is { } known
            ? (IYoursData)(data.Deserialize(known, ContractJson.Options) ?? throw new JsonException("An entry has no data."))
            : new RawYours(data.Clone());
}

/// <summary>
/// Data that is passed on unchanged: of a type that this version does not know, so that an older node loses nothing of what a newer Api stores, or
/// that nobody has to read here.
/// </summary>
internal sealed record RawYours(JsonElement Json) : IYoursData;

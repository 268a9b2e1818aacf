namespace Broadcast.Chat.Contracts.Facts;

/// <summary>Names the part of the facts to which a property belongs: what changes together. Without it: <see cref="FactsParts.Rooms"/>.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FactsPartAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>The parts of the facts. A node passes over a part that it does not know.</summary>
public static class FactsParts
{
    /// <summary>Stages, their keys, and rundowns.</summary>
    public const string Programme = "programme";

    public const string Catalogue = "catalogue";

    /// <summary>Whose tokens were revoked.</summary>
    public const string People = "people";

    public const string Words = "words";

    /// <summary>Bans and shadows.</summary>
    public const string Restrictions = "restrictions";

    /// <summary>What holds in rooms: modes and pins.</summary>
    public const string Rooms = "rooms";

    /// <summary>Other platforms that channels are pushed to.</summary>
    public const string Platforms = "platforms";

    public static IReadOnlyList<string> All { get; } = [Programme, Catalogue, People, Words, Restrictions, Rooms, Platforms];
}

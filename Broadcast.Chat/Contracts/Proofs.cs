namespace Broadcast.Chat.Contracts;

/// <summary>
/// How somebody has proved to be a person, for what names the least proof that it takes. Guests, staff and the devices of village sites have
/// none of them.
/// </summary>
public static class Proofs
{
    /// <summary>By a code sent to a mailbox: anybody can have a thousand of them.</summary>
    public const string Email = "email";

    /// <summary>By a code sent to a telephone.</summary>
    public const string Telephone = "telephone";

    /// <summary>By the login of a configured issuer.</summary>
    public const string Issuer = "issuer";

    /// <summary>By a village site, which knows them by name and signs them in at its own device: as strong as <see cref="Issuer"/>.</summary>
    public const string Villager = "villager";

    /// <summary>From the weakest to the strongest; the last two are equally strong.</summary>
    public static IReadOnlyList<string> All { get; } = [Email, Telephone, Issuer, Villager];
}

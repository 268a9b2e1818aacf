using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Villagers;

/// <summary>Why a village site does not name or sign in a villager.</summary>
internal static class VillagerErrors
{
    public static readonly Error Unknown = new("villager.unknown", "The site has no such villager.", ErrorKind.Unknown, "List the site's villagers to find the id.");
    public static readonly Error Exists = new("villager.exists", "The site has a villager of this name.", ErrorKind.Conflict, "Choose that villager, or add to the name what tells the two apart.");
    public static readonly Error Telephone = new("villager.telephone", "A villager proves a telephone; this code was sent to a mailbox.", ErrorKind.Invalid, "Ask for a code via sms, or name the villager without one.");
    public static readonly Error Full = new("villager.too_many", "The site has as many villagers as it may have.", ErrorKind.Conflict, "Retire villagers first, which counts from the next day on.");
}

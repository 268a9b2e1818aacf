using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Shops;

internal static class ShopErrors
{
    public static readonly Error Malformed = new("shop.invalid", "The shop is not valid.", ErrorKind.Invalid, "Correct what the message names.");
    public static readonly Error Exists = new("shop.exists", "A shop with this id already exists.", ErrorKind.Conflict, "Change that shop, or choose another id.");
    public static readonly Error Unknown = new("shop.unknown", "There is no such shop.", ErrorKind.Unknown, "List the shops.");
    public static readonly Error Full = new("shop.full", "There are as many shops as there may be.", ErrorKind.Conflict, "Use one of the shops that are there.");

    public static Error Invalid(string message) => Malformed.With(message);
}

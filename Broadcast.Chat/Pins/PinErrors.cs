using Broadcast.Chat.Errors;

namespace Broadcast.Chat.Pins;

/// <summary>Why nothing is pinned.</summary>
internal static class PinErrors
{
    public static readonly Error ProductUnknown = new("product.unknown", "There is no such product.", ErrorKind.Unknown);
    public static readonly Error Unknown = new("pin.unknown", "There is no such pin.", ErrorKind.Unknown);
}

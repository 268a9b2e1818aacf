using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Pins;

/// <summary>Why a call about a pin is refused.</summary>
internal static class PinErrors
{
    public static readonly Error Unknown = new("pin.unknown", "There is no such pin.", ErrorKind.Unknown, "Use the pin that the room shows now.");
}

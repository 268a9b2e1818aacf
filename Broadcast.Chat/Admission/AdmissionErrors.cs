using Broadcast.Chat.Errors;

namespace Broadcast.Chat.Admission;

/// <summary>Why the hub does not let somebody in.</summary>
internal static class AdmissionErrors
{
    public static readonly Error Full = new("hub.full", "This node has all the connections that it can hold. Try again, or watch the feed.", ErrorKind.Unavailable);
    public static readonly Error Busy = new("hub.busy", "Too many connect at once. Try again in a moment.", ErrorKind.Unavailable);
    public static readonly Error Leaving = new("hub.leaving", "This node is going away. Try again: another one takes over.", ErrorKind.Unavailable);
    public static readonly Error TooMany = new("hub.too_many", "Too many connections of one person.", ErrorKind.TooFast);
}

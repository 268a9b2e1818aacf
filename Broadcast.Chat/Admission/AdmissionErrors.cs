using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Admission;

/// <summary>Why the hub refuses a connection.</summary>
internal static class AdmissionErrors
{
    public static readonly Error Full = new("hub.full", "This node has as many connections as it can hold. Try again, or read the feed.", ErrorKind.Unavailable, "Try again after Retry-After, or read the feed.");
    public static readonly Error Busy = new("hub.busy", "Too many clients connect at once. Try again in a moment.", ErrorKind.Unavailable, "Try again after Retry-After.");
    public static readonly Error Leaving = new("hub.leaving", "This node is about to stop. Connect again: another node takes over.", ErrorKind.Unavailable, "Connect again: another node takes over.");
    public static readonly Error TooMany = new("hub.too_many", "Too many connections of one person.", ErrorKind.TooFast, "Close a tab.");
    public static readonly Error Crowded = new("hub.crowded", "Too many connections from one address.", ErrorKind.TooFast, "Close some of them, or read the feed.");
    public static readonly Error NotASocket = new("hub.websocket", "This address takes only WebSockets (RFC 6455, version 13).", ErrorKind.Invalid, "Connect with a WebSocket client.");
}

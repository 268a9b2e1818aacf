using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Door;

/// <summary>Why a call of the hub reaches no method.</summary>
internal static class CallErrors
{
    public static readonly Error Unknown = new("call.unknown", "The hub has no such method.", ErrorKind.Unknown, "Compare the call with IRoomHub.");
    public static readonly Error Arguments = new("call.arguments", "The call's arguments do not fit the method.", ErrorKind.Invalid, "Compare the call with IRoomHub.");
    public static readonly Error Malformed = new("call.malformed", "What was sent is no message of the hub's protocol.", ErrorKind.Invalid, "Speak SignalR's JSON or MessagePack protocol.");
}

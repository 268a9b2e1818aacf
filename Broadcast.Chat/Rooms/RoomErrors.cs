using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Rooms;

/// <summary>Why a room refuses.</summary>
internal static class RoomErrors
{
    public static readonly Error Unknown = new("room.unknown", "There is no such room.", ErrorKind.Unknown, "Look up the channels: their ids are the rooms.");
    public static readonly Error NotJoined = new("room.not_joined", "Join a room first.", ErrorKind.Conflict, "Call Join first.");
    public static readonly Error NotAStage = new("room.not_a_stage", "This is a relay's room: name the stage.", ErrorKind.Invalid, "Name the room of the stage itself.");
    public static readonly Error Paused = new("room.paused", "Interaction is paused; it resumes by itself.", ErrorKind.Unavailable, "Wait: frames say when the room resumes. Acknowledged calls are kept.");
    public static readonly Error OutcomesFull = new("outcomes.full", "Too many results of this room wait for the database: nothing can be settled now.", ErrorKind.Unavailable, "Try again later; the operator's alarms say how long results have waited.");
    public static readonly Error TooFast = new("room.too_fast", "Too many calls; wait a moment.", ErrorKind.TooFast, "Make fewer calls a second.");
    public static readonly Error Busy = new("room.busy", "Too many people answer at this moment; try again.", ErrorKind.Unavailable, "Send it again: it was not stored.");
    public static readonly Error LikeCount = new("like.count", "1 to 50 likes a call.", ErrorKind.Invalid, "Send 1 to 50 likes a call.");
}

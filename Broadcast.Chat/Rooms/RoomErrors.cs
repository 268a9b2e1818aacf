using Broadcast.Chat.Errors;

namespace Broadcast.Chat.Rooms;

/// <summary>Why a room refuses.</summary>
internal static class RoomErrors
{
    public static readonly Error Unknown = new("room.unknown", "There is no such room.", ErrorKind.Unknown);
    public static readonly Error NotJoined = new("room.not_joined", "Join a room first.", ErrorKind.Conflict);
    public static readonly Error NotAStage = new("room.not_a_stage", "This is a relay's room: name the stage.", ErrorKind.Invalid);
    public static readonly Error Paused = new("room.paused", "Interaction is paused; it goes on by itself.", ErrorKind.Unavailable);
    public static readonly Error TooFast = new("room.too_fast", "Too many calls; wait a moment.", ErrorKind.TooFast);
    public static readonly Error Required = new("auth.required", "A valid token is needed.", ErrorKind.Unauthenticated);
    public static readonly Error Forbidden = new("auth.forbidden", "This is not for you to do.", ErrorKind.Forbidden);
    public static readonly Error OtherPerson = new("auth.other", "This token is another person's.", ErrorKind.Forbidden);
    public static readonly Error LikeCount = new("like.count", "1 to 50 likes a call.", ErrorKind.Invalid);
    public static readonly Error BadId = new("request.id", "An id is 1-64 printable ASCII characters without quotes, braces, slashes or blanks.", ErrorKind.Invalid);
    public static readonly Error Unexpected = new("internal", "Something went wrong here.", ErrorKind.Unavailable);
}

namespace Broadcast.Chat.Rooms.Log;

/// <summary>The two streams of a room's log; also the names of their keys.</summary>
internal static class LogLane
{
    public const string Control = "control";
    public const string Chat = "chat";
}

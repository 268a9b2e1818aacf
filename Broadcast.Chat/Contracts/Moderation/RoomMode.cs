namespace Broadcast.Chat.Contracts.Moderation;

/// <summary>Who may talk in a room, how often, and whether messages are reviewed first. Staff may always talk.</summary>
public sealed record RoomMode
{
    /// <summary>
    /// <c>open</c>: everyone with the right <c>chat</c>; <c>followers</c>: persons who have followed the account for
    /// <see cref="FollowedMinutes"/>, and village sites; <c>staff</c>: only staff.
    /// </summary>
    public required string Chat { get; init; }

    /// <summary>Slow mode: seconds between two messages of one person, over all nodes; 0 when it is off, 3600 at most.</summary>
    public required int SlowSeconds { get; init; }

    /// <summary>For <c>followers</c>: how many minutes somebody must have followed; 0 for any time, 43,200 (30 days) at most.</summary>
    public required int FollowedMinutes { get; init; }

    /// <summary>True when every message waits until a moderator approves it.</summary>
    public required bool Review { get; init; }

    public static RoomMode Open { get; } = new() { Chat = ChatModes.Open, SlowSeconds = 0, FollowedMinutes = 0, Review = false };
}

/// <summary>The values of <see cref="RoomMode.Chat"/>.</summary>
public static class ChatModes
{
    public const string Open = "open";
    public const string Followers = "followers";
    public const string Staff = "staff";

    public static IReadOnlyList<string> All { get; } = [Open, Followers, Staff];
}

using Broadcast.Chat.Contracts;

namespace Broadcast.Api.Tests.Moderation;

/// <summary>Moderators' acts as the rooms hand them over.</summary>
internal static class Acts
{
    private static int _number;

    /// <param name="action">A name of <see cref="ModerationActions"/>.</param>
    /// <param name="viewer">To whom.</param>
    /// <param name="at">When, Unix milliseconds.</param>
    /// <param name="room">Where.</param>
    /// <param name="everywhere">Whether it holds in all rooms.</param>
    public static ModeratorActed Act(string action, string? viewer, long at, string room = "gushi", bool everywhere = false) => new()
    {
        Id = $"moderation:{room}:{at}-{Interlocked.Increment(ref _number)}",
        At = at,
        Room = RoomId.Parse(room),
        Action = action,
        By = new EventAuthor { Id = ViewerId.Parse("staff:zhao"), Name = "Zhao", Role = "moderator" },
        Viewer = viewer is null ? null : ViewerId.Parse(viewer),
        ViewerName = viewer is null ? "" : "Lin",
        Reason = "spam",
        Everywhere = everywhere,
    };
}

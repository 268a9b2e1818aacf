using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;

namespace Broadcast.Api.Tests.Moderation;

/// <summary>Makes moderators' acts in the form in which rooms deliver them.</summary>
internal static class Acts
{
    private static int _number;

    /// <param name="action">A name of <see cref="ModerationActions"/>.</param>
    /// <param name="viewer">The person that the act is about; null for none.</param>
    /// <param name="at">Unix milliseconds.</param>
    /// <param name="room">The room in which the moderator acted.</param>
    /// <param name="everywhere">Whether the act holds in all rooms.</param>
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

using Broadcast.Chat.Contracts.Moderation;

namespace Broadcast.Chat.Door.Moderation;

/// <summary>A room's mode sent over HTTP. A missing field means off, or open for the chat.</summary>
internal sealed record RoomModeBody(string? Chat, int? SlowSeconds, int? FollowedMinutes, bool? Review)
{
    internal RoomMode Mode => new()
    {
        Chat = Chat ?? ChatModes.Open,
        SlowSeconds = SlowSeconds ?? 0,
        FollowedMinutes = FollowedMinutes ?? 0,
        Review = Review ?? false,
    };
}

/// <summary>A restriction sent over HTTP. A missing required field is refused with the error code of the rule that it breaks.</summary>
internal sealed record RestrictionBody(string? Kind, int? Seconds, string? Reason, bool? RemoveMessages)
{
    internal RestrictionDraft Draft => new() { Kind = Kind ?? "", Seconds = Seconds, Reason = Reason, RemoveMessages = RemoveMessages ?? false };
}

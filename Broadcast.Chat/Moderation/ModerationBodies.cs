using Broadcast.Chat.Contracts;

namespace Broadcast.Chat.Moderation;

/// <summary>A mode as it comes over HTTP: what is left out is off.</summary>
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

/// <summary>A restriction as it comes over HTTP; what is missing gets the code of the rule that it breaks.</summary>
internal sealed record RestrictionBody(string? Kind, int? Seconds, string? Reason, bool? RemoveMessages)
{
    internal RestrictionDraft Draft => new() { Kind = Kind ?? "", Seconds = Seconds, Reason = Reason, RemoveMessages = RemoveMessages ?? false };
}

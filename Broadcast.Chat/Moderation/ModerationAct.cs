using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Text;

namespace Broadcast.Chat.Moderation;

/// <summary>An act that somebody is allowed to do in a room.</summary>
/// <param name="Room">The room.</param>
/// <param name="By">Who does it.</param>
/// <param name="Reason">The reason for the audit trail; may be empty.</param>
internal sealed record ModerationAct(RoomId Room, EventAuthor By, string Reason)
{
    private const int LongestReason = 200;

    public static Result<ModerationAct> For(Actor by, FactsView facts, RoomId room, string right, string? reason = null)
    {
        if (!facts.Knows(room))
            return facts.HaveCome ? RoomErrors.Unknown : RoomErrors.Paused;
        if (!by.Moderates(facts.StageOf(room)?.Id).Contains(right, StringComparer.Ordinal))
            return AccessErrors.Forbidden;
        if (PlainLine.ReadOptional(reason, LongestReason) is not { } words)
            return ModerationErrors.Reason;

        return new ModerationAct(room, by.Author, words);
    }
}

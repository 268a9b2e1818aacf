using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Text;
using Broadcast.Chat.Spine.Tokens;

namespace Broadcast.Chat.Moderation;

/// <summary>An act that a moderator is allowed to do in a room.</summary>
/// <param name="Room">The room.</param>
/// <param name="By">The moderator.</param>
/// <param name="Reason">The reason for the audit trail; may be empty.</param>
internal sealed record ModerationAct(RoomId Room, EventAuthor By, string Reason)
{
    private const int LongestReason = 200;

    public static Result<ModerationAct> For(Caller caller, FactsView facts, RoomId room, string right, string? reason = null)
    {
        if (!facts.Knows(room))
            return facts.HaveCome ? RoomErrors.Unknown : RoomErrors.Paused;
        if (!ModerationRights.May(caller, right, facts.StageOf(room)?.Id))
            return AccessErrors.Forbidden;
        if (PlainLine.ReadOptional(reason, LongestReason) is not { } words)
            return ModerationErrors.Reason;

        return new ModerationAct(room, Author.Of(caller), words);
    }
}

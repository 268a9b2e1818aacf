using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Text;
using Broadcast.Chat.Tokens;

namespace Broadcast.Chat.Moderation;

/// <summary>Somebody who may do something against talk in a room.</summary>
/// <param name="Room">Where.</param>
/// <param name="By">Who.</param>
/// <param name="Reason">Why, for the audit trail.</param>
internal sealed record ModerationAct(RoomId Room, EventAuthor By, string Reason)
{
    private const int LongestReason = 200;

    public static Result<ModerationAct> For(Caller caller, FactsView facts, RoomId room, string right, string? reason = null)
    {
        if (!facts.Knows(room))
            return facts.HaveCome ? RoomErrors.Unknown : RoomErrors.Paused;
        if (!ModerationRights.May(caller, right, facts.StageOf(room)?.Id))
            return RoomErrors.Forbidden;
        if (PlainLine.ReadOptional(reason, LongestReason) is not { } words)
            return ModerationErrors.Reason;

        return new ModerationAct(room, Author.Of(caller), words);
    }
}

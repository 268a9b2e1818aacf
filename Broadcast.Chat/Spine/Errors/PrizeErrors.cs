namespace Broadcast.Chat.Spine.Errors;

/// <summary>Why a question cannot promise its prize: found in the service with the database, and told by the room's.</summary>
internal static class PrizeErrors
{
    public static readonly Error Short = new("prize.short", "So many of this prize are not there.", ErrorKind.Conflict, "Draw fewer winners, or add to the product's stock.");
    public static readonly Error Unanswered = new("prize.unanswered", "Nobody answered whether the prize is there. Nothing was asked.", ErrorKind.Unavailable, "Ask again, with the same id.");
}

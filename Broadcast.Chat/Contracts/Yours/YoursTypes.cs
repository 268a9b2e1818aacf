namespace Broadcast.Chat.Contracts.Yours;

/// <summary>The names of an inbox's entries on the wire. Add-only.</summary>
public static class YoursTypes
{
    public const string PrizeWon = "prize.won";
    public const string PrizeShipped = "prize.shipped";
}

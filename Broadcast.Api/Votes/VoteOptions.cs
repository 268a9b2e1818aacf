namespace Broadcast.Api.Votes;

/// <summary>Settings of votes.</summary>
public sealed record VoteOptions
{
    public const string Section = "Votes";

    /// <summary>Ballots that one person may send in a minute; those that are known are not counted.</summary>
    internal int BallotsPerMinute { get; init; } = 60;
}

using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Votes;

/// <summary>Settings of votes.</summary>
public sealed record VoteOptions
{
    public const string Section = "Votes";

    /// <summary>For how long after its end a vote still takes ballots: viewers see the picture later.</summary>
    [Lasts("00:00:00", "00:00:30")]
    public TimeSpan PictureDelay { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Ballots that one person may send in a minute.</summary>
    internal int BallotsPerMinute { get; init; } = 60;
}

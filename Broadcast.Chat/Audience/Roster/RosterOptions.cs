using System.ComponentModel.DataAnnotations;

namespace Broadcast.Chat.Audience.Roster;

/// <summary>How often it is told which village sites are in a room.</summary>
public sealed record RosterOptions
{
    public const string Section = "Roster";

    /// <summary>Between two times that a node tells of a site that stays. Who comes or goes is told within a second.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00", ErrorMessage = "Roster:Every must be from 00:00:01 to 00:05:00.")]
    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A site of which nothing was told for so long is not present. Should be three times <see cref="Every"/>.</summary>
    [Range(typeof(TimeSpan), "00:00:02", "00:15:00", ErrorMessage = "Roster:Lifetime must be from 00:00:02 to 00:15:00.")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>For so long a site that left still counts as present: who comes back at once has not been away.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00", ErrorMessage = "Roster:Grace must be from 00:00:00 to 00:01:00.")]
    public TimeSpan Grace { get; init; } = TimeSpan.FromSeconds(5);
}

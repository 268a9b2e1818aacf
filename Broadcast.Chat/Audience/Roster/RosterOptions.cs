namespace Broadcast.Chat.Audience.Roster;

/// <summary>How often the village sites in a room are reported to Redis.</summary>
internal sealed record RosterOptions
{
    /// <summary>Time between two reports of a site that stays. A site that comes or leaves is reported within a second.</summary>
    public TimeSpan Every { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>A site that is not reported for this long is not present. Should be three times <see cref="Every"/>.</summary>
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromSeconds(45);

    /// <summary>A site that left counts as present for this long: if it returns within that time, it has not been away.</summary>
    public TimeSpan Grace { get; set; } = TimeSpan.FromSeconds(5);
}

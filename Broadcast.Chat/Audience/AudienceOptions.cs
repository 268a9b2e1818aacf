using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Chat.Audience;

/// <summary>How viewers are counted, and how long the numbers of a day are kept.</summary>
public sealed record AudienceOptions
{
    public const string Section = "Audience";

    /// <summary>Time between two beats of a node in a room.</summary>
    internal TimeSpan Beat { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A node that is silent for this long counts no more. Screens elsewhere show it after this time and at most two ticks.
    /// </summary>
    internal TimeSpan Lifetime { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time between two reports of a room's new people to Redis.</summary>
    internal TimeSpan UniquesEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// New people of a room that may wait for a report, on one node. More are counted as dropped, until they enter again.
    /// </summary>
    internal int UniquesWaiting { get; set; } = 100_000;

    /// <summary>The IANA time zone in which a day begins.</summary>
    public string Zone { get; init; } = "Asia/Shanghai";

    /// <summary>How long the numbers of a day are kept.</summary>
    [Lasts("1.00:00:00", "60.00:00:00")]
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(8);
}

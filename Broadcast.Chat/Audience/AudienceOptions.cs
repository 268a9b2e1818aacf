namespace Broadcast.Chat.Audience;

/// <summary>How viewers are counted, and for how long the numbers of a day are kept.</summary>
public sealed record AudienceOptions
{
    public const string Section = "Audience";

    /// <summary>Between two beats of a node in a room.</summary>
    public TimeSpan Beat { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A node that has said nothing for so long has no viewers. Viewers elsewhere see it within this and two ticks.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Between two times that a node tells Redis who was new in a room.</summary>
    public TimeSpan UniquesEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>People that may wait to be told, a room and node; more are counted as dropped, and told when they come again.</summary>
    public int UniquesWaiting { get; init; } = 100_000;

    /// <summary>The IANA time zone in which a day begins.</summary>
    public string Zone { get; init; } = "Asia/Shanghai";

    /// <summary>For how long the numbers of a day are kept.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(8);
}

using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Outbox;

/// <summary>Settings of what shops are told.</summary>
public sealed record OutboxOptions
{
    public const string Section = "Outbox";

    /// <summary>How long a message may wait, to a shop or from one, before staff are alarmed.</summary>
    [Lasts("00:00:10", "7.00:00:00")]
    public TimeSpan Alarm { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Tries before a message is given up: with the pauses between them, 100 take three days.</summary>
    internal int Tries { get; init; } = 100;

    /// <summary>The longest pause after the first failure; it doubles with each further one.</summary>
    internal TimeSpan FirstPause { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The longest pause at all.</summary>
    internal TimeSpan LongestPause { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long one is kept for a shop that is no longer told.</summary>
    internal TimeSpan UntoldKept { get; init; } = TimeSpan.FromDays(3);

    /// <summary>How long a shop's server may take to answer.</summary>
    internal TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For how long a process has a message that it tries: longer than <see cref="Timeout"/>.</summary>
    internal TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Messages to one shop that are under way at once.</summary>
    internal int AtOnce { get; init; } = 8;

    /// <summary>How long a message is kept after it was sent.</summary>
    internal TimeSpan SentKept { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How long one is kept that was not sent.</summary>
    internal TimeSpan UnsentKept { get; init; } = TimeSpan.FromDays(60);

    /// <summary>Messages to one shop that are kept unsent; of more, the oldest go.</summary>
    internal int MostPerShop { get; init; } = 100_000;
}

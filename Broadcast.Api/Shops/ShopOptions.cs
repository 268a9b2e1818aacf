namespace Broadcast.Api.Shops;

/// <summary>Settings of shops and of what they tell.</summary>
public sealed record ShopOptions
{
    public const string Section = "Shops";

    /// <summary>
    /// Whether a shop's server may be on this machine or in its networks, and without TLS: for trying things out. Otherwise nothing is sent but
    /// by https to public addresses.
    /// </summary>
    public bool AllowLocal { get; init; }

    /// <summary>Shops at most.</summary>
    internal int Most { get; init; } = 50;

    /// <summary>Messages that one address may send in a minute: a shop's server sends one for each order.</summary>
    internal int EventsPerAddress { get; init; } = 12_000;

    /// <summary>How long a message of a shop is kept after it was processed. One that is sent again after that counts as new.</summary>
    internal TimeSpan EventsKept { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long the body of one is kept that went with nothing here.</summary>
    internal TimeSpan UnmatchedBodiesKept { get; init; } = TimeSpan.FromDays(7);

    /// <summary>Messages of one shop that are not done; more are refused.</summary>
    internal int MostOpen { get; init; } = 10_000;

    /// <summary>For how long a process has a message that it processes.</summary>
    internal TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Times that a message is tried which meets a fault of ours.</summary>
    internal int MostAttempts { get; init; } = 20;
}

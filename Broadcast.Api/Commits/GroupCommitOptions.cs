using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Commits;

/// <summary>Settings of the transactions in which many requests are committed together.</summary>
public sealed record GroupCommitOptions
{
    public const string Section = "Commits";

    /// <summary>Requests in one transaction at most. With 1 each request has its own.</summary>
    [Between(1, 5000)]
    public int Most { get; init; } = 500;

    /// <summary>Requests of one sort that may wait in a process; the next ones are refused.</summary>
    [Between(1, 1_000_000)]
    public int Waiting { get; init; } = 20_000;

    /// <summary>For how long the end of a commit is asked for when the connection broke in it.</summary>
    [Lasts("00:00:01", "00:05:00")]
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);
}

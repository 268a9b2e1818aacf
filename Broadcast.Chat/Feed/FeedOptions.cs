using System.ComponentModel.DataAnnotations;

namespace Broadcast.Chat.Feed;

/// <summary>The rooms over plain HTTP: what a node spends on it.</summary>
public sealed record FeedOptions
{
    public const string Section = "Feed";

    /// <summary>Requests that may wait for their chunk at a time; more are refused with <c>feed.busy</c>. Behind a cache a few are enough.</summary>
    [Range(1, 1_000_000, ErrorMessage = "Feed:MaxHeld must be from 1 to 1000000.")]
    public int MaxHeld { get; init; } = 1000;

    /// <summary>Bytes of chunks kept in memory, shared by the node's rooms.</summary>
    [Range(1_000_000, 100_000_000_000, ErrorMessage = "Feed:Memory must be from 1000000 to 100000000000.")]
    public long Memory { get; init; } = 64_000_000;

    /// <summary>For how long chunks are kept, if there is memory for so many.</summary>
    [Range(typeof(TimeSpan), "00:00:30", "24:00:00", ErrorMessage = "Feed:Kept must be from 00:00:30 to 24:00:00.")]
    public TimeSpan Kept { get; init; } = TimeSpan.FromMinutes(5);
}

using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Chat.Feed;

/// <summary>Limits on what one node spends on the feed, the rooms over plain HTTP.</summary>
public sealed record FeedOptions
{
    public const string Section = "Feed";

    /// <summary>
    /// Requests that may wait for a chunk at once; more are refused with <c>feed.busy</c>. Behind a cache a few are enough.
    /// </summary>
    [Between(1, 1_000_000)]
    public int MaxHeld { get; init; } = 1000;

    /// <summary>Those of them that one address (IPv6: one /64) may have: a quarter. The loopback, where caches are, may have all.</summary>
    internal int MaxHeldPerAddress => Math.Max(1, MaxHeld / 4);

    /// <summary>Bytes of chunks kept in memory, shared equally by the node's feeds.</summary>
    [Between(1_000_000, 100_000_000_000)]
    public long Memory { get; init; } = 64_000_000;

    /// <summary>How long chunks are kept, if <see cref="Memory"/> allows.</summary>
    internal TimeSpan Kept { get; set; } = TimeSpan.FromMinutes(5);
}

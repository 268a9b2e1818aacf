using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Ingest.Hls;

/// <summary>Limits of the HLS origin.</summary>
public sealed record HlsOptions
{
    public const string Section = "Ingest:Hls";

    /// <summary>
    /// How many requests may wait for media at once. Others are refused with <c>hls.busy</c>; larger audiences need a cache in front.
    /// </summary>
    [Between(1, 1_000_000)]
    public int MaxHeld { get; init; } = 40_000;

    /// <summary>
    /// Those of them that one address (IPv6: one /64) may have: a twentieth, about 700 players with the defaults. The loopback, where caches
    /// are, may have all.
    /// </summary>
    internal int MaxHeldPerAddress => Math.Max(1, MaxHeld / 20);
}

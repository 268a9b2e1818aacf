using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Data.Leases;

/// <summary>Settings of the leases.</summary>
public sealed record LeaseOptions
{
    public const string Section = "Leases";

    internal static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>How long a process that is gone without a word, or stands still, keeps its leases.</summary>
    [Lasts("00:00:01", "00:05:00")]
    public TimeSpan Duration { get; init; } = TimeSpan.FromSeconds(5);
}

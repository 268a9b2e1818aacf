using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Audit;

/// <summary>Settings of the record of who changed what.</summary>
public sealed record AuditOptions
{
    public const string Section = "Audit";

    /// <summary>How long an entry is kept.</summary>
    [Lasts("1.00:00:00", "3650.00:00:00")]
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(365);
}

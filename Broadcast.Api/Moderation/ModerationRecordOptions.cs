using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Moderation;

/// <summary>Settings of the audit trail.</summary>
public sealed record ModerationRecordOptions
{
    public const string Section = "Records";

    /// <summary>How long records of the audit trail are kept. Bans and shadows stay in force without their record.</summary>
    [Lasts("1.00:00:00", "3650.00:00:00")]
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(180);
}

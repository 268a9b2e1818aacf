using System.ComponentModel.DataAnnotations;

namespace Broadcast.Api.Moderation;

/// <summary>What the database keeps of moderators' acts; the rooms' part of the section is <see cref="Broadcast.Chat.Moderation.ModerationOptions"/>.</summary>
public sealed record ModerationRecordOptions
{
    public const string Section = "Moderation";

    /// <summary>For how long the audit trail is kept. Bans and shadows hold on without it.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00", ErrorMessage = "Moderation:RecordsKept must be 1 to 3650 days, such as 180.00:00:00.")]
    public TimeSpan RecordsKept { get; init; } = TimeSpan.FromDays(180);
}

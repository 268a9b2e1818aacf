using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Chat.Moderation;

/// <summary>Settings of moderation.</summary>
public sealed record ModerationOptions
{
    public const string Section = "Moderation";

    /// <summary>Shows links and contacts (telephone, mail, WeChat, QQ) in viewers' messages and names as <c>***</c>.</summary>
    public bool MaskContacts { get; init; } = true;

    /// <summary>Messages that may wait for a moderator, per room; more are refused with <c>chat.review_full</c>.</summary>
    [Between(1, 10_000)]
    public int HeldMost { get; init; } = 200;

    /// <summary>Messages of one person that may wait for a moderator, per room; more are refused with <c>chat.review_yours</c>.</summary>
    internal int HeldPerPerson { get; set; } = 5;

    /// <summary>A message that has waited this long for a moderator is dropped.</summary>
    [Lasts("00:00:01", "1.00:00:00")]
    public TimeSpan HeldAge { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>People that may be restricted at a time, per room.</summary>
    internal int RestrictedMost { get; set; } = 10_000;

    /// <summary>How long a room keeps its restrictions after the newest one; bans and shadows are in the database as well.</summary>
    internal TimeSpan RestrictedAge { get; set; } = TimeSpan.FromDays(90);
}

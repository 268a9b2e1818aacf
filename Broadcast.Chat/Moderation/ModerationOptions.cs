using System.ComponentModel.DataAnnotations;

namespace Broadcast.Chat.Moderation;

/// <summary>Keeping order in rooms.</summary>
public sealed record ModerationOptions
{
    public const string Section = "Moderation";

    /// <summary>Links and ways to reach people outside (telephone, mail, WeChat, QQ) in what viewers say are shown as <c>***</c>.</summary>
    public bool MaskContacts { get; init; } = true;

    /// <summary>Messages that may wait for a moderator, a room; more are refused with <c>chat.review_full</c>.</summary>
    [Range(1, 10_000, ErrorMessage = "Moderation:HeldMost must be 1-10000 messages.")]
    public int HeldMost { get; init; } = 200;

    /// <summary>A message that nobody has looked at for so long is dropped.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00", ErrorMessage = "Moderation:HeldAge must be 1 second to 1 day, such as 00:30:00.")]
    public TimeSpan HeldAge { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>People that may be restricted at a time, a room.</summary>
    [Range(1, 100_000, ErrorMessage = "Moderation:RestrictedMost must be 1-100000 people.")]
    public int RestrictedMost { get; init; } = 10_000;

    /// <summary>For how long a room remembers its restrictions after the newest of them; bans and shadows are in the database as well.</summary>
    [Range(typeof(TimeSpan), "14.00:00:00", "365.00:00:00", ErrorMessage = "Moderation:RestrictedAge must be 14 to 365 days, such as 90.00:00:00.")]
    public TimeSpan RestrictedAge { get; init; } = TimeSpan.FromDays(90);
}

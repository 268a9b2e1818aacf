using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Inbox;

/// <summary>Settings of persons' inboxes.</summary>
public sealed record InboxOptions
{
    public const string Section = "Inbox";

    /// <summary>How long an entry is kept.</summary>
    [Lasts("1.00:00:00", "3650.00:00:00")]
    public TimeSpan Kept { get; init; } = TimeSpan.FromDays(180);

    /// <summary>Most entries that are kept of one person: a new one removes the oldest.</summary>
    internal int MostPerPerson { get; init; } = 1000;

    /// <summary>Calls of one person in a minute.</summary>
    internal int CallsPerMinute { get; init; } = 240;
}

using System.Security.Cryptography;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Tokens;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Moderation;

/// <summary>One line of the audit trail: what a moderator did, to whom, and why. Never changed; removed after <see cref="ModerationRecordOptions.RecordsKept"/>.</summary>
internal sealed class ModerationRecord
{
    /// <summary>Word changes that one record tells; more become several records, so that none is too long to read.</summary>
    private const int MostChanges = 50;

    /// <summary>The outcome that it was applied from: one outcome has one effect.</summary>
    public required string Id { get; init; }

    /// <summary>Null for what holds in all rooms and was done in none: a change of the word lists.</summary>
    public RoomId? Room { get; init; }

    /// <summary>A name of <see cref="ModerationActions"/>.</summary>
    public required string Action { get; init; }

    public required ViewerId ById { get; init; }

    public required string ByName { get; init; }

    /// <summary>To whom; null when it was done to nobody.</summary>
    public ViewerId? Viewer { get; init; }

    /// <summary>As they called themselves; empty when that is not known.</summary>
    public string ViewerName { get; init; } = "";

    /// <summary>The message, the mode, or the changes of words.</summary>
    public string Text { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>The end of a restriction; null when it has none.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether it holds in all rooms.</summary>
    public bool Everywhere { get; init; }

    public required DateTimeOffset At { get; init; }

    public static ModerationRecord Of(ModeratorActed outcome) => new()
    {
        Id = outcome.Id,
        Room = outcome.Room,
        Action = outcome.Action,
        ById = outcome.By.Id,
        ByName = outcome.By.Name,
        Viewer = outcome.Viewer,
        ViewerName = outcome.ViewerName,
        Text = outcome.Text,
        Reason = outcome.Reason,
        Until = outcome.Until is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
        Everywhere = outcome.Everywhere,
        At = DateTimeOffset.FromUnixTimeMilliseconds(outcome.At),
    };

    /// <summary>Records of changed words: all changes, however many.</summary>
    public static IEnumerable<ModerationRecord> OfWords(Caller by, DateTimeOffset at, IReadOnlyCollection<string> changes)
    {
        var id = $"words:{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}";
        return changes.Chunk(MostChanges).Select((part, i) => new ModerationRecord
        {
            Id = $"{id}:{i}",
            Action = ModerationActions.Words,
            ById = by.Id,
            ByName = by.Name,
            Text = string.Join(", ", part),
            Everywhere = true,
            At = at,
        });
    }
}

internal sealed class ModerationRecordConfiguration : IEntityTypeConfiguration<ModerationRecord>
{
    public void Configure(EntityTypeBuilder<ModerationRecord> builder)
    {
        builder.HasIndex(record => record.At);
        builder.HasIndex(record => new { record.Room, record.At });
        builder.HasIndex(record => new { record.Viewer, record.At });
        builder.Property(record => record.Id).HasMaxLength(128);
        builder.Property(record => record.Action).HasMaxLength(20);
        builder.Property(record => record.ByName).HasMaxLength(80);
        builder.Property(record => record.ViewerName).HasMaxLength(80);
    }
}

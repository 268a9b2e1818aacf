using System.Security.Cryptography;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Moderation;

/// <summary>
/// One line of the audit trail: what somebody did, to whom, and why. Never changed; removed after
/// <see cref="ModerationRecordOptions.Kept"/>.
/// </summary>
internal sealed class ModerationRecord : IPartOfFacts
{
    /// <summary>Maximum number of word changes in one record; more are split into several records, which stay readable.</summary>
    private const int MostChanges = 50;

    /// <summary>Id of the outcome, so that it is applied once; <c>words:…</c> for a change of the word list.</summary>
    public required string Id { get; init; }

    /// <summary>The room in which it was done; null for a change of the word list.</summary>
    public RoomId? Room { get; init; }

    /// <summary>A name of <see cref="ModerationActions"/>.</summary>
    public required string Action { get; init; }

    public required ViewerId ById { get; init; }

    public required string ByName { get; init; }

    /// <summary>One of <see cref="ActorKinds"/>; null when an older build has kept it: then a moderator.</summary>
    public string? ByKind { get; init; }

    /// <summary>Why the rundown or a rule did it, as events say it; null otherwise.</summary>
    public string? ByWhy { get; init; }

    /// <summary>The person to whom it was done; null when there is none.</summary>
    public ViewerId? Viewer { get; init; }

    /// <summary>The person's display name; empty when it is not known.</summary>
    public string ViewerName { get; init; } = "";

    /// <summary>The message, the mode, or the changes of words.</summary>
    public string Text { get; init; } = "";

    public string Reason { get; init; } = "";

    /// <summary>The end of a restriction; null when it has none.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Whether it holds in all rooms.</summary>
    public bool Everywhere { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Whether it ends all that is imposed on a person, in all rooms; the facts have those of the last day.</summary>
    public bool IsLiftOfAllRooms => Action == ModerationActions.Lift && Everywhere;

    bool IPartOfFacts.ChangesFacts(EntityState state) => state == EntityState.Added && IsLiftOfAllRooms;

    public static ModerationRecord Of(ModeratorActed outcome) => new()
    {
        Id = outcome.Id,
        Room = outcome.Room,
        Action = outcome.Action,
        ById = outcome.By.Id,
        ByName = outcome.By.Name,
        ByKind = outcome.By.Kind,
        ByWhy = outcome.By.Why,
        Viewer = outcome.Viewer,
        ViewerName = outcome.ViewerName,
        Text = outcome.Text,
        Reason = outcome.Reason,
        Until = outcome.Until is { } until ? DateTimeOffset.FromUnixTimeMilliseconds(until) : null,
        Everywhere = outcome.Everywhere,
        At = DateTimeOffset.FromUnixTimeMilliseconds(outcome.At),
    };

    /// <summary>Makes the records of a change of the word list, with all changes.</summary>
    public static IEnumerable<ModerationRecord> OfWords(EventAuthor by, DateTimeOffset at, IReadOnlyCollection<string> changes)
    {
        var id = $"words:{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12))}";
        return changes.Chunk(MostChanges).Select((part, i) => new ModerationRecord
        {
            Id = $"{id}:{i}",
            Action = ModerationActions.Words,
            ById = by.Id,
            ByName = by.Name,
            ByKind = by.Kind,
            ByWhy = by.Why,
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
        builder.ToTable("ModerationRecords");
        builder.Ignore(record => record.IsLiftOfAllRooms);
        builder.HasIndex(record => record.At);
        builder.HasIndex(record => new { record.Room, record.At });
        builder.HasIndex(record => new { record.Viewer, record.At });
        builder.Property(record => record.Id).HasMaxLength(128);
        builder.Property(record => record.Action).HasMaxLength(20);
        builder.Property(record => record.ByName).HasMaxLength(80);
        builder.Property(record => record.ByKind).HasMaxLength(20);
        builder.Property(record => record.ByWhy).HasMaxLength(256);
        builder.Property(record => record.ViewerName).HasMaxLength(80);
    }
}

internal static class ModerationRecordSet
{
    extension(FestivalDb database)
    {
        public DbSet<ModerationRecord> ModerationRecords => database.Set<ModerationRecord>();
    }
}

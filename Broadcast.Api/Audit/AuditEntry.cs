using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Events;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Audit;

/// <summary>
/// One change of something that staff keep: by whom, and from what to what. Written in the transaction of the change, never changed, and
/// removed after <see cref="AuditOptions.Kept"/>.
/// </summary>
internal sealed class AuditEntry
{
    public const int LongestThing = 128;

    /// <summary>Rises with each entry.</summary>
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required EventAuthor By { get; init; }

    /// <summary>One of <see cref="AuditThings"/>.</summary>
    public required string What { get; init; }

    /// <summary>The id of the thing, or its beginning.</summary>
    public required string Thing { get; init; }

    /// <summary>One of <see cref="AuditActions"/>.</summary>
    public required string Action { get; init; }

    /// <summary>The fields that changed as they were, a JSON object; null when there was nothing before.</summary>
    public string? Before { get; init; }

    /// <summary>The same fields as they are since; null when nothing is left.</summary>
    public string? After { get; init; }
}

internal sealed class AuditEntryConfiguration : IEntityTypeConfiguration<AuditEntry>
{
    public void Configure(EntityTypeBuilder<AuditEntry> builder)
    {
        builder.ToTable("AuditEntries");
        builder.HasIndex(entry => entry.At);
        builder.HasIndex(entry => new { entry.What, entry.Thing, entry.Id });
        builder.Property(entry => entry.What).HasMaxLength(20);
        builder.Property(entry => entry.Thing).HasMaxLength(AuditEntry.LongestThing);
        builder.Property(entry => entry.Action).HasMaxLength(20);
    }
}

internal static class AuditEntrySet
{
    extension(FestivalDb database)
    {
        public DbSet<AuditEntry> AuditEntries => database.Set<AuditEntry>();
    }
}

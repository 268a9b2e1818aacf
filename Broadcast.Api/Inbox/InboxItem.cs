using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Inbox;

/// <summary>An entry of a person's inbox. Once committed, only <see cref="PushedAt"/> changes.</summary>
internal sealed class InboxItem
{
    public long Id { get; private init; }

    public required ViewerId Viewer { get; init; }

    /// <summary>From 1, without holes; see <see cref="InboxEnd"/>.</summary>
    public required long Position { get; init; }

    /// <summary>What it is about: a person gets each key once, for as long as the entry is kept.</summary>
    public required string Key { get; init; }

    /// <summary>One of the names that the pages know, such as <c>prize.won</c>.</summary>
    public required string Type { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>The data, JSON.</summary>
    public required string Document { get; init; }

    /// <summary>When the rooms' nodes were told; null as long as they have to be.</summary>
    public DateTimeOffset? PushedAt { get; init; }
}

internal sealed class InboxItemConfiguration : IEntityTypeConfiguration<InboxItem>
{
    public void Configure(EntityTypeBuilder<InboxItem> builder)
    {
        builder.ToTable("InboxItems");
        builder.HasIndex(item => new { item.Viewer, item.Position }).IsUnique();
        builder.HasIndex(item => new { item.Viewer, item.Key }).IsUnique();
        builder.HasIndex(item => item.At);
        // Only what waits, which is usually nothing.
        builder.HasIndex(item => item.PushedAt).HasFilter("\"PushedAt\" IS NULL");
        builder.Property(item => item.Key).HasMaxLength(200);
        builder.Property(item => item.Type).HasMaxLength(40);
    }
}

internal static class InboxItemSet
{
    extension(FestivalDb database)
    {
        public DbSet<InboxItem> InboxItems => database.Set<InboxItem>();
    }
}

using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Inbox;

/// <summary>
/// How far a person's inbox goes. A transaction that adds to the inbox holds this row until it ends, so that a position follows the one before
/// it only when that one is committed. Kept when the entries are gone: positions never start again.
/// </summary>
internal sealed class InboxEnd
{
    public required ViewerId Viewer { get; init; }

    /// <summary>The position of the newest entry.</summary>
    public required long Last { get; init; }

    /// <summary>Up to where the person has read; never goes back.</summary>
    public required long Read { get; init; }
}

internal sealed class InboxEndConfiguration : IEntityTypeConfiguration<InboxEnd>
{
    public void Configure(EntityTypeBuilder<InboxEnd> builder)
    {
        // InboxBook names the table and its columns in SQL.
        builder.ToTable("InboxEnds");
        builder.HasKey(end => end.Viewer);
    }
}

internal static class InboxEndSet
{
    extension(FestivalDb database)
    {
        public DbSet<InboxEnd> InboxEnds => database.Set<InboxEnd>();
    }
}

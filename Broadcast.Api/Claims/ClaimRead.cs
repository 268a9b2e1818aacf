using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Claims;

/// <summary>That a shipper has read where to send a prize. Committed before they get the answer.</summary>
internal sealed class ClaimRead
{
    /// <summary>128 random bits in hex.</summary>
    public required string Id { get; init; }

    public required string ClaimId { get; init; }

    public required DateTimeOffset At { get; init; }

    public required ViewerId By { get; init; }

    public required string ByName { get; init; }
}

internal sealed class ClaimReadConfiguration : IEntityTypeConfiguration<ClaimRead>
{
    public void Configure(EntityTypeBuilder<ClaimRead> builder)
    {
        builder.ToTable("ClaimReads");
        builder.HasIndex(read => new { read.ClaimId, read.At });
        builder.HasIndex(read => read.At);
        builder.Property(read => read.Id).HasMaxLength(32);
        builder.Property(read => read.ClaimId).HasMaxLength(32);
        builder.Property(read => read.ByName).HasMaxLength(200);
    }
}

internal static class ClaimReadSet
{
    extension(FestivalDb database)
    {
        public DbSet<ClaimRead> ClaimReads => database.Set<ClaimRead>();
    }
}

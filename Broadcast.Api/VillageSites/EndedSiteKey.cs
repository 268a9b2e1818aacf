using Broadcast.Api.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.VillageSites;

/// <summary>A device key that was replaced or revoked while its tickets may still be valid: every service refuses these tickets.</summary>
internal sealed class EndedSiteKey : IPartOfFacts
{
    /// <summary>The <c>sid</c> of its tickets.</summary>
    public required string Id { get; init; }

    /// <summary>When the last of its tickets expires.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class EndedSiteKeyConfiguration : IEntityTypeConfiguration<EndedSiteKey>
{
    public void Configure(EntityTypeBuilder<EndedSiteKey> builder)
    {
        builder.ToTable("EndedSiteKeys");
        builder.HasIndex(key => key.ExpiresAt);
        builder.Property(key => key.Id).HasMaxLength(64);
    }
}

internal static class EndedSiteKeySet
{
    extension(FestivalDb database)
    {
        public DbSet<EndedSiteKey> EndedSiteKeys => database.Set<EndedSiteKey>();
    }
}

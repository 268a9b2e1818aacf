using Broadcast.Api.Facts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.VillageSites;

/// <summary>A device key that was replaced or revoked while tickets that were got with it may live: every service refuses these.</summary>
internal sealed class EndedSiteKey : IPartOfFacts
{
    /// <summary>The <c>sid</c> of its tickets.</summary>
    public required string Id { get; init; }

    /// <summary>When the last of them ends by itself.</summary>
    public required DateTimeOffset ExpiresAt { get; set; }
}

internal sealed class EndedSiteKeyConfiguration : IEntityTypeConfiguration<EndedSiteKey>
{
    public void Configure(EntityTypeBuilder<EndedSiteKey> builder)
    {
        builder.HasIndex(key => key.ExpiresAt);
        builder.Property(key => key.Id).HasMaxLength(64);
    }
}

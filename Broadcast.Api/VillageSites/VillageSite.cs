using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.VillageSites;

/// <summary>A village site: a shared screen at which a village follows lessons. Only the digest of its device key is stored.</summary>
internal sealed class VillageSite
{
    public required SiteId Id { get; init; }

    public required string Name { get; set; }

    public required string Village { get; set; }

    public required string County { get; set; }

    public required string Province { get; set; }

    /// <summary>SHA-256 of the key's UTF-8 bytes, lower-case hex; null when it has been revoked.</summary>
    public string? KeyDigest { get; set; }

    /// <summary>The <c>sid</c> of all tickets that are issued for the key.</summary>
    public required string KeySession { get; set; }

    public required DateTimeOffset KeyMadeAt { get; set; }

    /// <summary>Grows with every change. A change of name and place must name the revision that it was made from.</summary>
    public long Revision { get; set; } = 1;

    /// <summary>Since when it is not offered any more; null while it is.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    public void Take(SitePlace place) => (Name, Village, County, Province) = (place.Name, place.Village, place.County, place.Province);
}

internal sealed class VillageSiteConfiguration : IEntityTypeConfiguration<VillageSite>
{
    public void Configure(EntityTypeBuilder<VillageSite> builder)
    {
        builder.ToTable("VillageSites");
        builder.HasIndex(site => site.KeyDigest).IsUnique();
        builder.HasIndex(site => site.Name);
        builder.Property(site => site.KeyDigest).HasMaxLength(64);
        builder.Property(site => site.KeySession).HasMaxLength(64);
        builder.Property(site => site.Name).HasMaxLength(80);
        builder.Property(site => site.Village).HasMaxLength(80);
        builder.Property(site => site.County).HasMaxLength(80);
        builder.Property(site => site.Province).HasMaxLength(80);
        // Sites that an older build has made get revision 1.
        builder.Property(site => site.Revision).HasDefaultValue(1L);
    }
}

internal static class VillageSiteSet
{
    extension(FestivalDb database)
    {
        public DbSet<VillageSite> VillageSites => database.Set<VillageSite>();
    }
}

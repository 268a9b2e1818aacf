using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Festivals;

/// <summary>A whole event. Its relay channel has the same id.</summary>
internal sealed class Festival : IPartOfFacts
{
    public required FestivalId Id { get; init; }

    public required string Name { get; set; }

    public required string NameEn { get; set; }

    public string Theme { get; set; } = "";

    public string ThemeEn { get; set; } = "";

    /// <summary>IANA name of the time zone in which times are shown.</summary>
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>Grows with every change of the rundown. A change must name the revision that it was made from.</summary>
    public long RundownRevision { get; set; }
}

internal sealed class FestivalConfiguration : IEntityTypeConfiguration<Festival>
{
    public void Configure(EntityTypeBuilder<Festival> builder)
    {
        builder.ToTable("Festivals");
        builder.Property(festival => festival.Name).HasMaxLength(80);
        builder.Property(festival => festival.NameEn).HasMaxLength(80);
        builder.Property(festival => festival.Theme).HasMaxLength(200);
        builder.Property(festival => festival.ThemeEn).HasMaxLength(200);
        builder.Property(festival => festival.TimeZone).HasMaxLength(60);
        builder.Property(festival => festival.RundownRevision).IsConcurrencyToken();
    }
}

internal static class FestivalSet
{
    extension(FestivalDb database)
    {
        public DbSet<Festival> Festivals => database.Set<Festival>();
    }
}

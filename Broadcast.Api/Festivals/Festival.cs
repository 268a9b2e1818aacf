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

    /// <summary>The first of its days, in its time zone; null while it is not said.</summary>
    public DateOnly? FirstDay { get; set; }

    public DateOnly? LastDay { get; set; }

    /// <summary>Grows with every change of it, its chapters, and the order of its stages. A change must name the revision that it was made from.</summary>
    public long Revision { get; set; } = 1;

    /// <summary>Since when it is not offered any more; null while it is.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    /// <summary>Grows with every change of the rundown. A change must name the revision that it was made from.</summary>
    public long RundownRevision { get; set; }

    /// <summary>Name of the turn in which a festival, its stages, and its rundown are changed: what is planned and what is retired exclude each other.</summary>
    public static string TurnOf(FestivalId id) => $"festival:{id}";

    public void Take(FestivalTexts texts) =>
        (Name, NameEn, Theme, ThemeEn, TimeZone, FirstDay, LastDay) =
        (texts.Name.Text, texts.Name.English, texts.Theme.Text, texts.Theme.English, texts.TimeZone, texts.FirstDay, texts.LastDay);
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
        // Festivals that an older build has made get revision 1.
        builder.Property(festival => festival.Revision).HasDefaultValue(1L);
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

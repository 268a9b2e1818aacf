using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Festivals;

/// <summary>One location with one contribution feed. Only the digest of its stream key is stored.</summary>
internal sealed class Stage : IPartOfFacts
{
    /// <summary>Stages that a festival offers at most.</summary>
    public const int Most = 64;

    public required StageId Id { get; init; }

    public required FestivalId FestivalId { get; init; }

    public required int Order { get; set; }

    public required string Name { get; set; }

    public required string NameEn { get; set; }

    public string Place { get; set; } = "";

    public string PlaceEn { get; set; } = "";

    /// <summary>What is shown there, in one line.</summary>
    public string Shown { get; set; } = "";

    public string ShownEn { get; set; } = "";

    /// <summary>SHA-256 of the key's UTF-8 bytes, lower-case hex.</summary>
    public required string KeyDigest { get; set; }

    public required DateTimeOffset KeyMadeAt { get; set; }

    /// <summary>Who made the key; null when an older build has kept it.</summary>
    public EventAuthor? KeyMadeBy { get; set; }

    /// <summary>Grows with every change of its texts, and when it is retired or restored. A change must name the revision that it was made from.</summary>
    public long Revision { get; set; } = 1;

    /// <summary>Since when it is not offered any more; null while it is. Its key is good for nothing from then on.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    public void Take(StageTexts texts) =>
        (Name, NameEn, Place, PlaceEn, Shown, ShownEn) =
        (texts.Name.Text, texts.Name.English, texts.Place.Text, texts.Place.English, texts.Shown.Text, texts.Shown.English);

    public StageFact ToFact() => new() { Id = Id, Festival = FestivalId, Name = Name, NameEn = NameEn, KeyDigest = KeyDigest };
}

internal sealed class StageConfiguration : IEntityTypeConfiguration<Stage>
{
    public void Configure(EntityTypeBuilder<Stage> builder)
    {
        builder.ToTable("Stages");
        builder.HasOne<Festival>().WithMany().HasForeignKey(stage => stage.FestivalId);
        builder.HasIndex(stage => stage.KeyDigest).IsUnique();
        // Stages that an older build has made get revision 1.
        builder.Property(stage => stage.Revision).HasDefaultValue(1L);
        builder.Property(stage => stage.KeyDigest).HasMaxLength(64);
        builder.Property(stage => stage.Name).HasMaxLength(80);
        builder.Property(stage => stage.NameEn).HasMaxLength(80);
        builder.Property(stage => stage.Place).HasMaxLength(80);
        builder.Property(stage => stage.PlaceEn).HasMaxLength(80);
        builder.Property(stage => stage.Shown).HasMaxLength(300);
        builder.Property(stage => stage.ShownEn).HasMaxLength(300);
    }
}

internal static class StageSet
{
    extension(FestivalDb database)
    {
        public DbSet<Stage> Stages => database.Set<Stage>();

        /// <summary>The stages that are not retired, and whose festival is not.</summary>
        public IQueryable<Stage> OfferedStages => database.Set<Stage>().Where(
            stage => stage.RetiredAt == null && database.Set<Festival>().Any(festival => festival.Id == stage.FestivalId && festival.RetiredAt == null));
    }
}

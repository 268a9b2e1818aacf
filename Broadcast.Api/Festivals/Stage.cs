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
    public required StageId Id { get; init; }

    public required FestivalId FestivalId { get; init; }

    public required int Order { get; init; }

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

    public StageFact ToFact() => new() { Id = Id, Festival = FestivalId, Name = Name, NameEn = NameEn, KeyDigest = KeyDigest };
}

internal sealed class StageConfiguration : IEntityTypeConfiguration<Stage>
{
    public void Configure(EntityTypeBuilder<Stage> builder)
    {
        builder.ToTable("Stages");
        builder.HasOne<Festival>().WithMany().HasForeignKey(stage => stage.FestivalId);
        builder.HasIndex(stage => stage.KeyDigest).IsUnique();
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
    }
}

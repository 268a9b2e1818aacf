using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Festivals;

/// <summary>One theme of a festival, such as art or craft.</summary>
internal sealed class Chapter
{
    public required FestivalId FestivalId { get; init; }

    /// <summary>A slug, unique within the festival.</summary>
    public required string Id { get; init; }

    public required int Order { get; set; }

    public required string Name { get; set; }

    public required string NameEn { get; set; }

    public string Text { get; set; } = "";

    public string TextEn { get; set; } = "";

    /// <summary>Since when it is not offered any more; null while it is.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    public void Take(Chapter other) =>
        (Order, Name, NameEn, Text, TextEn, RetiredAt) = (other.Order, other.Name, other.NameEn, other.Text, other.TextEn, other.RetiredAt);
}

internal sealed class ChapterConfiguration : IEntityTypeConfiguration<Chapter>
{
    public void Configure(EntityTypeBuilder<Chapter> builder)
    {
        builder.ToTable("Chapters");
        builder.HasKey(chapter => new { chapter.FestivalId, chapter.Id });
        builder.HasOne<Festival>().WithMany().HasForeignKey(chapter => chapter.FestivalId);
        builder.Property(chapter => chapter.Id).HasMaxLength(40);
        builder.Property(chapter => chapter.Name).HasMaxLength(80);
        builder.Property(chapter => chapter.NameEn).HasMaxLength(80);
        builder.Property(chapter => chapter.Text).HasMaxLength(500);
        builder.Property(chapter => chapter.TextEn).HasMaxLength(500);
    }
}

internal static class ChapterSet
{
    extension(FestivalDb database)
    {
        public DbSet<Chapter> Chapters => database.Set<Chapter>();
    }
}

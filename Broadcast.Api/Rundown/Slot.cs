using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Rundown;

/// <summary>One planned entry of a festival's rundown.</summary>
internal sealed class Slot : IPartOfFacts
{
    public required SlotId Id { get; init; }

    public required FestivalId FestivalId { get; init; }

    public required StageId StageId { get; set; }

    public required string Title { get; set; }

    /// <summary>The title in English; null where there is none.</summary>
    public string? TitleEn { get; set; }

    public required DateTimeOffset Start { get; set; }

    public required TimeSpan Duration { get; set; }

    /// <summary>The rundown's revision in which this slot last changed.</summary>
    public required long Revision { get; set; }

    /// <summary>Who planned it, or changed it last; null when an older build has kept it.</summary>
    public EventAuthor? By { get; set; }

    public SlotFact ToFact() => new()
    {
        Id = Id,
        Stage = StageId,
        Title = Title,
        TitleEn = TitleEn,
        Start = Start.ToUnixTimeMilliseconds(),
        Duration = (long)Duration.TotalMilliseconds,
    };
}

internal sealed class SlotConfiguration : IEntityTypeConfiguration<Slot>
{
    public void Configure(EntityTypeBuilder<Slot> builder)
    {
        builder.ToTable("Slots");
        builder.HasKey(slot => new { slot.FestivalId, slot.Id });
        builder.HasOne<Festival>().WithMany().HasForeignKey(slot => slot.FestivalId);
        builder.HasOne<Stage>().WithMany().HasForeignKey(slot => slot.StageId);
        builder.HasIndex(slot => new { slot.FestivalId, slot.Start });
        builder.Property(slot => slot.Title).HasMaxLength(80);
        builder.Property(slot => slot.TitleEn).HasMaxLength(80);
    }
}

internal static class SlotSet
{
    extension(FestivalDb database)
    {
        public DbSet<Slot> Slots => database.Set<Slot>();
    }
}

using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Moderation;

/// <summary>A ban or a shadow, in one room or in all. Timeouts are not stored here: they are short, and the rooms keep them.</summary>
internal sealed class StandingRestriction : IPartOfFacts
{
    /// <summary>The <see cref="Room"/> of a restriction for all rooms.</summary>
    public const string AllRooms = "";

    public required ViewerId Viewer { get; init; }

    /// <summary>A room's id, or <see cref="AllRooms"/>; never null, because it is part of the key.</summary>
    public required string Room { get; init; }

    public required string Kind { get; set; }

    /// <summary>Null when it holds until it is lifted.</summary>
    public required DateTimeOffset? Until { get; set; }

    /// <summary>When the moderator acted, by the room's clock. Older acts do not change this restriction.</summary>
    public required DateTimeOffset Since { get; set; }

    public RestrictionFact ToFact() => new()
    {
        Viewer = Viewer,
        Room = Room == AllRooms ? null : RoomId.Parse(Room),
        Kind = Kind,
        Until = Until?.ToUnixTimeMilliseconds(),
    };
}

internal sealed class StandingRestrictionConfiguration : IEntityTypeConfiguration<StandingRestriction>
{
    public void Configure(EntityTypeBuilder<StandingRestriction> builder)
    {
        builder.ToTable("StandingRestrictions");
        builder.HasKey(restriction => new { restriction.Viewer, restriction.Room });
        builder.HasIndex(restriction => restriction.Since);
        builder.Property(restriction => restriction.Room).HasMaxLength(40);
        builder.Property(restriction => restriction.Kind).HasMaxLength(20);
    }
}

internal static class StandingRestrictionSet
{
    extension(FestivalDb database)
    {
        public DbSet<StandingRestriction> StandingRestrictions => database.Set<StandingRestriction>();
    }
}

using Broadcast.Api.Facts;
using Broadcast.Chat.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Moderation;

/// <summary>A ban or a shadow, in one room or in all. Timeouts are not here: they are short, and the rooms' own.</summary>
internal sealed class StandingRestriction : IPartOfFacts
{
    /// <summary>The <see cref="Room"/> of what holds in all rooms.</summary>
    public const string AllRooms = "";

    public required ViewerId Viewer { get; init; }

    /// <summary>A room's id, or <see cref="AllRooms"/>: part of the key, which knows no null.</summary>
    public required string Room { get; init; }

    public required string Kind { get; set; }

    /// <summary>Null when it holds until it is lifted.</summary>
    public required DateTimeOffset? Until { get; set; }

    /// <summary>When the moderator acted, by the room's clock: what is older changes nothing here.</summary>
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
        builder.HasKey(restriction => new { restriction.Viewer, restriction.Room });
        builder.HasIndex(restriction => restriction.Since);
        builder.Property(restriction => restriction.Room).HasMaxLength(40);
        builder.Property(restriction => restriction.Kind).HasMaxLength(20);
    }
}

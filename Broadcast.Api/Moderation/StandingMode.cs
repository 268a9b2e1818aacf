using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Moderation;

/// <summary>The mode of a room in which a moderator has set one, so that the room can have it back when Redis has lost it.</summary>
internal sealed class StandingMode : IPartOfFacts
{
    public required RoomId Room { get; init; }

    /// <summary>A name of <see cref="ChatModes"/>.</summary>
    public required string Chat { get; set; }

    public required int SlowSeconds { get; set; }

    public required int FollowedMinutes { get; set; }

    public required bool Review { get; set; }

    /// <summary>When the moderator acted, by the room's clock. Older acts do not change this mode.</summary>
    public required DateTimeOffset Since { get; set; }

    /// <summary>Who set it; null when an older build has kept it.</summary>
    public EventAuthor? By { get; set; }

    public ModeFact ToFact() => new()
    {
        Room = Room,
        Mode = new RoomMode { Chat = Chat, SlowSeconds = SlowSeconds, FollowedMinutes = FollowedMinutes, Review = Review },
        By = By,
        Since = Since.ToUnixTimeMilliseconds(),
    };
}

internal sealed class StandingModeConfiguration : IEntityTypeConfiguration<StandingMode>
{
    public void Configure(EntityTypeBuilder<StandingMode> builder)
    {
        builder.ToTable("StandingModes");
        builder.HasKey(mode => mode.Room);
        builder.Property(mode => mode.Chat).HasMaxLength(20);
    }
}

internal static class StandingModeSet
{
    extension(FestivalDb database)
    {
        public DbSet<StandingMode> StandingModes => database.Set<StandingMode>();
    }
}

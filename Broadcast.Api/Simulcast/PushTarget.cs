using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Simulcast;

/// <summary>Another platform that a channel is pushed to, as operators made it. Its stream key is sealed.</summary>
internal sealed class PushTarget : IPartOfFacts
{
    /// <summary>Targets at most, of all channels together.</summary>
    public const int Most = 64;

    /// <summary>Name of the turn in which targets are made and changed.</summary>
    public const string Turn = "simulcast";

    /// <summary><c>t-</c> and random digits.</summary>
    public required string Id { get; init; }

    public required ChannelId Channel { get; set; }

    public required string Name { get; set; }

    /// <summary>RTMP URL with the application and without the key.</summary>
    public required string Server { get; set; }

    /// <summary>The stream key, sealed with the root key.</summary>
    public required byte[] Key { get; set; }

    public required DateTimeOffset KeySetAt { get; set; }

    /// <summary>Whether the channel is pushed there.</summary>
    public bool On { get; set; }

    /// <summary>Grows with every change. A change must name the revision that it was made from.</summary>
    public long Revision { get; set; } = 1;
}

internal sealed class PushTargetConfiguration : IEntityTypeConfiguration<PushTarget>
{
    public void Configure(EntityTypeBuilder<PushTarget> builder)
    {
        builder.ToTable("PushTargets");
        builder.HasOne<Channel>().WithMany().HasForeignKey(target => target.Channel);
        builder.Property(target => target.Id).HasMaxLength(40);
        builder.Property(target => target.Name).HasMaxLength(80);
        builder.Property(target => target.Server).HasMaxLength(300);
    }
}

internal static class PushTargetSet
{
    extension(FestivalDb database)
    {
        public DbSet<PushTarget> PushTargets => database.Set<PushTarget>();

        /// <summary>The channels that are offered: those of festivals and of stages that are not retired.</summary>
        public async Task<HashSet<ChannelId>> OfferedChannelsAsync(CancellationToken cancellation)
        {
            var festivals = await database.Festivals.AsNoTracking().Where(festival => festival.RetiredAt == null).Select(festival => festival.Id).ToListAsync(cancellation);
            var stages = await database.OfferedStages.AsNoTracking().Select(stage => stage.Id).ToListAsync(cancellation);
            return [.. festivals.Select(id => ChannelId.Parse(id.Value)), .. stages.Select(id => ChannelId.Parse(id.Value))];
        }
    }
}

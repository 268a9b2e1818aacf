using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Festivals;

/// <summary>A channel, of a festival's relay or of a stage: its key is what keeps a festival and a stage from having the same id.</summary>
internal sealed class Channel
{
    public required ChannelId Id { get; init; }
}

internal sealed class ChannelConfiguration : IEntityTypeConfiguration<Channel>
{
    public void Configure(EntityTypeBuilder<Channel> builder) => builder.ToTable("Channels");
}

internal static class ChannelSet
{
    extension(FestivalDb database)
    {
        public DbSet<Channel> Channels => database.Set<Channel>();

        /// <summary>Saves the id of a new festival or stage, in the transaction that stores it; false when a festival or a stage has it.</summary>
        public Task<bool> ClaimChannelAsync(string id, CancellationToken cancellation)
        {
            database.Set<Channel>().Add(new Channel { Id = ChannelId.Parse(id) });
            return database.SaveUnlessTakenAsync<Channel>(cancellation);
        }
    }
}

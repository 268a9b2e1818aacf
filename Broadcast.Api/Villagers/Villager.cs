using Broadcast.Api.Data;
using Broadcast.Api.Persons;
using Broadcast.Api.VillageSites;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Villagers;

/// <summary>
/// A person whom a village site knows by name, and signs in at its device. Who has proved a telephone is the same person at every site, and
/// at home.
/// </summary>
internal sealed class Villager
{
    public required string Id { get; init; }

    public required SiteId SiteId { get; init; }

    /// <summary>Who they are in rooms.</summary>
    public required ViewerId PersonId { get; init; }

    /// <summary>What the village calls them: shown beside what they write at the site, and as a winner.</summary>
    public required string Name { get; set; }

    /// <summary>The <c>sid</c> of their tickets.</summary>
    public required string Session { get; set; }

    public required DateTimeOffset Since { get; set; }

    /// <summary>When the site stopped signing them in; null while it does.</summary>
    public DateTimeOffset? RetiredAt { get; set; }
}

internal sealed class VillagerConfiguration : IEntityTypeConfiguration<Villager>
{
    public void Configure(EntityTypeBuilder<Villager> builder)
    {
        builder.ToTable("Villagers");
        builder.HasIndex(villager => new { villager.SiteId, villager.PersonId }).IsUnique();
        builder.HasOne<VillageSite>().WithMany().HasForeignKey(villager => villager.SiteId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Person>().WithMany().HasForeignKey(villager => villager.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(villager => villager.Id).HasMaxLength(40);
        builder.Property(villager => villager.Name).HasMaxLength(80);
        builder.Property(villager => villager.Session).HasMaxLength(64);
    }
}

internal static class VillagerSet
{
    extension(FestivalDb database)
    {
        public DbSet<Villager> Villagers => database.Set<Villager>();
    }
}

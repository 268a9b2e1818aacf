using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Guests;

/// <summary>What guests may do at a festival, once an operator has decided it; until then <c>Rooms:Guests</c> holds.</summary>
internal sealed class GuestRule : IPartOfFacts
{
    public required FestivalId FestivalId { get; init; }

    /// <summary>Words of <see cref="GuestRights.All"/> with commas; empty for none.</summary>
    public required string Rights { get; set; }

    /// <summary>Grows with every decision. A decision must name the revision that it was made from.</summary>
    public long Revision { get; set; } = 1;

    /// <summary>When it was decided last.</summary>
    public required DateTimeOffset DecidedAt { get; set; }

    /// <summary>Who decided it.</summary>
    public EventAuthor? By { get; set; }

    public GuestsFact ToFact() => new() { Festival = FestivalId, Rights = GuestRights.Words(Rights) };
}

internal sealed class GuestRuleConfiguration : IEntityTypeConfiguration<GuestRule>
{
    public void Configure(EntityTypeBuilder<GuestRule> builder)
    {
        builder.ToTable("GuestRules");
        builder.HasKey(rule => rule.FestivalId);
        builder.HasOne<Festival>().WithMany().HasForeignKey(rule => rule.FestivalId);
        builder.Property(rule => rule.Rights).HasMaxLength(40);
        // What an older build has kept gets revision 1.
        builder.Property(rule => rule.Revision).HasDefaultValue(1L);
    }
}

internal static class GuestRuleSet
{
    extension(FestivalDb database)
    {
        public DbSet<GuestRule> GuestRules => database.Set<GuestRule>();
    }
}

using System.Text.Json;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Results;

/// <summary>The pin in force on a stage, so that the room can have it back when Redis has lost it.</summary>
internal sealed class StandingPin : IPartOfFacts
{
    public required StageId StageId { get; init; }

    public required PinId Pin { get; set; }

    /// <summary>When it was pinned, by the room's clock. An older pin does not replace it.</summary>
    public required DateTimeOffset Since { get; set; }

    /// <summary>JSON, a <see cref="PinFact"/>: what the room needs to show it again.</summary>
    public required string Document { get; set; }

    public PinFact ToFact() => JsonSerializer.Deserialize<PinFact>(Document, ContractJson.Options)!;
}

internal sealed class StandingPinConfiguration : IEntityTypeConfiguration<StandingPin>
{
    public void Configure(EntityTypeBuilder<StandingPin> builder)
    {
        builder.ToTable("StandingPins");
        builder.HasKey(pin => pin.StageId);
    }
}

internal static class StandingPinSet
{
    extension(FestivalDb database)
    {
        public DbSet<StandingPin> StandingPins => database.Set<StandingPin>();
    }
}

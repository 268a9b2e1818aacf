using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Results;

/// <summary>How long a product was pinned, and how often its card was opened.</summary>
internal sealed class PinInterval
{
    public required PinId Id { get; init; }

    public required StageId StageId { get; init; }

    public required ProductId ProductId { get; init; }

    public required DateTimeOffset From { get; init; }

    public required DateTimeOffset To { get; init; }

    public required long Clicks { get; init; }

    /// <summary>Who pinned it; null when an older build has kept it.</summary>
    public EventAuthor? By { get; init; }

    /// <summary>Who unpinned it, or pinned another in its place; null when an older build has kept it.</summary>
    public EventAuthor? EndedBy { get; init; }
}

internal sealed class PinIntervalConfiguration : IEntityTypeConfiguration<PinInterval>
{
    public void Configure(EntityTypeBuilder<PinInterval> builder)
    {
        builder.ToTable("PinIntervals");
        builder.HasIndex(interval => new { interval.StageId, interval.From });
    }
}

internal static class PinIntervalSet
{
    extension(FestivalDb database)
    {
        public DbSet<PinInterval> PinIntervals => database.Set<PinInterval>();
    }
}

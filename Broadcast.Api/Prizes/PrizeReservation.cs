using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Prizes;

/// <summary>Units of a product that a question may give away. They are not in the product's stock while they are promised.</summary>
internal sealed class PrizeReservation
{
    public required QuestionId Question { get; init; }

    /// <summary>The command that asks the question; null once it is settled.</summary>
    public required string? Key { get; set; }

    public required ProductId Sku { get; init; }

    /// <summary>Winners that may be drawn.</summary>
    public required int Units { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who asks the question; null when an older build has kept it.</summary>
    public EventAuthor? By { get; init; }

    /// <summary>Units that were won, and stay out of the stock; null while it is open.</summary>
    public int? Kept { get; set; }
}

internal sealed class PrizeReservationConfiguration : IEntityTypeConfiguration<PrizeReservation>
{
    public const string Table = "PrizeReservations";

    public void Configure(EntityTypeBuilder<PrizeReservation> builder)
    {
        builder.ToTable(Table);
        builder.HasKey(promise => promise.Question);
        builder.HasIndex(promise => promise.Key).IsUnique();
        // The sweep asks for those that are open.
        builder.HasIndex(promise => new { promise.Kept, promise.At });
        builder.Property(promise => promise.Key).HasMaxLength(256);
    }
}

internal static class PrizeReservationSet
{
    extension(FestivalDb database)
    {
        public DbSet<PrizeReservation> PrizeReservations => database.Set<PrizeReservation>();
    }
}

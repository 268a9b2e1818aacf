using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Catalog;

/// <summary>One change of a product's stock. Never changed; outlives its product.</summary>
internal sealed class StockMovement
{
    /// <summary>Rises with each movement of a product.</summary>
    public long Id { get; init; }

    public required DateTimeOffset At { get; init; }

    public required ProductId Sku { get; init; }

    /// <summary>Units; negative when some were taken.</summary>
    public required long Change { get; init; }

    /// <summary>The stock after it.</summary>
    public required long After { get; init; }

    /// <summary>Who caused it: the id of a caller or of another actor, which begins with its kind.</summary>
    public required string By { get; init; }

    /// <summary>One of <see cref="StockReasons"/>.</summary>
    public required string Why { get; init; }
}

/// <summary>Why a stock was changed.</summary>
internal static class StockReasons
{
    /// <summary>With a new product.</summary>
    public const string Made = "made";

    /// <summary>To a number that somebody named.</summary>
    public const string Set = "set";

    /// <summary>By a number that somebody named.</summary>
    public const string Changed = "changed";

    /// <summary>With the product, which is offered no more.</summary>
    public const string Removed = "removed";

    /// <summary>With the product, which is offered again.</summary>
    public const string Restored = "restored";

    /// <summary>Promised as prizes of a question.</summary>
    public const string Prize = "prize";

    /// <summary>Given back by a question: nobody has won them.</summary>
    public const string PrizeBack = "prize_back";
}

internal sealed class StockMovementConfiguration : IEntityTypeConfiguration<StockMovement>
{
    public void Configure(EntityTypeBuilder<StockMovement> builder)
    {
        builder.ToTable("StockMovements");
        builder.HasIndex(movement => new { movement.Sku, movement.Id });
        builder.Property(movement => movement.By).HasMaxLength(CallerName.Longest);
        builder.Property(movement => movement.Why).HasMaxLength(20);
    }
}

internal static class StockMovementSet
{
    extension(FestivalDb database)
    {
        public DbSet<StockMovement> StockMovements => database.Set<StockMovement>();
    }
}

using Broadcast.Api.Data;
using Broadcast.Api.Shops;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Claims;

/// <summary>
/// A shop that may say that a claim's prize is on its way: every one that was there when it was claimed, because a product names no shop. Stays as
/// long as the claim.
/// </summary>
internal sealed class ClaimShop
{
    public required string ClaimId { get; init; }

    public required string Shop { get; init; }

    /// <summary>The shops whose servers send messages.</summary>
    public static IQueryable<string> Now(FestivalDb database) =>
        database.Shops.AsNoTracking().Where(shop => shop.Active && shop.Connector != ShopConnectors.Link).Select(shop => shop.Id);
}

internal sealed class ClaimShopConfiguration : IEntityTypeConfiguration<ClaimShop>
{
    public void Configure(EntityTypeBuilder<ClaimShop> builder)
    {
        builder.ToTable("ClaimShops");
        builder.HasKey(row => new { row.ClaimId, row.Shop });
        builder.Property(row => row.ClaimId).HasMaxLength(32);
        builder.Property(row => row.Shop).HasMaxLength(40);
    }
}

internal static class ClaimShopSet
{
    extension(FestivalDb database)
    {
        public DbSet<ClaimShop> ClaimShops => database.Set<ClaimShop>();
    }
}

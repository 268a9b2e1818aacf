using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Shops;

/// <summary>A shop whose server is told what happens to its goods here, and tells what it does with them. Its secrets are sealed.</summary>
internal sealed class Shop
{
    /// <summary>A slug.</summary>
    public required string Id { get; init; }

    public required string Name { get; set; }

    /// <summary>One of <see cref="ShopConnectors"/>.</summary>
    public required string Connector { get; init; }

    /// <summary>Where its server takes messages; null: it is told nothing.</summary>
    public string? Url { get; set; }

    /// <summary>False: it is told nothing, and not listened to.</summary>
    public bool Active { get; set; } = true;

    /// <summary>The secret of its messages, in both directions, sealed with the root key.</summary>
    public required byte[] Secret { get; set; }

    /// <summary>The secret before the last rotation, which is good until <see cref="OldUntil"/>.</summary>
    public byte[]? OldSecret { get; set; }

    public DateTimeOffset? OldUntil { get; set; }

    public required DateTimeOffset MadeAt { get; init; }

    public required string MadeBy { get; init; }
}

/// <summary>How a shop's goods are bought.</summary>
internal static class ShopConnectors
{
    /// <summary>Its server and this one send each other signed messages.</summary>
    public const string Signed = "signed";

    /// <summary>Its goods are links.</summary>
    public const string Link = "link";

    /// <summary>The demo's.</summary>
    public const string Demo = "demo";

    public static IReadOnlyList<string> All { get; } = [Signed, Link, Demo];
}

internal sealed class ShopConfiguration : IEntityTypeConfiguration<Shop>
{
    public void Configure(EntityTypeBuilder<Shop> builder)
    {
        builder.ToTable("Shops");
        builder.Property(shop => shop.Id).HasMaxLength(40);
        builder.Property(shop => shop.Name).HasMaxLength(NewShop.LongestName);
        builder.Property(shop => shop.Connector).HasMaxLength(20);
        builder.Property(shop => shop.Url).HasMaxLength(ShopUrl.Longest);
        builder.Property(shop => shop.MadeBy).HasMaxLength(CallerName.Longest);
    }
}

internal static class ShopSet
{
    extension(FestivalDb database)
    {
        public DbSet<Shop> Shops => database.Set<Shop>();
    }
}

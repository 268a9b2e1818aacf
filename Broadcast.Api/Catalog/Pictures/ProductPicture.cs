using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Catalog.Pictures;

/// <summary>An uploaded picture of a product, in its three widths. Never changed; its product's row says in which order they are shown.</summary>
internal sealed class ProductPicture
{
    public required ProductId Sku { get; init; }

    /// <summary>SHA-256 of what was uploaded, in lower-case hexadecimal.</summary>
    public required string Id { get; init; }

    /// <summary>WebP, at most <see cref="PictureLink.Small"/> pixels wide.</summary>
    public required byte[] Small { get; init; }

    /// <summary>WebP, at most <see cref="PictureLink.Medium"/> pixels wide.</summary>
    public required byte[] Medium { get; init; }

    /// <summary>WebP, at most <see cref="PictureLink.Large"/> pixels wide.</summary>
    public required byte[] Large { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Who uploaded it.</summary>
    public required string By { get; init; }
}

internal sealed class ProductPictureConfiguration : IEntityTypeConfiguration<ProductPicture>
{
    public void Configure(EntityTypeBuilder<ProductPicture> builder)
    {
        builder.ToTable("ProductPictures");
        // Two products may have the same picture, and lose it one by one.
        builder.HasKey(picture => new { picture.Id, picture.Sku });
        builder.Property(picture => picture.Id).HasMaxLength(64);
        builder.Property(picture => picture.By).HasMaxLength(128);
    }
}

internal static class ProductPictureSet
{
    extension(FestivalDb database)
    {
        public DbSet<ProductPicture> ProductPictures => database.Set<ProductPicture>();
    }
}

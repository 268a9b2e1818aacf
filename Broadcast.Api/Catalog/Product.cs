using Broadcast.Api.Data;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Catalog;

/// <summary>One product of the catalogue.</summary>
internal sealed class Product : IPartOfFacts
{
    public required ProductId Id { get; init; }

    /// <summary>The stage that shows it; null for goods of the whole festival.</summary>
    public StageId? StageId { get; set; }

    public required string Name { get; set; }

    public string? NameEn { get; set; }

    /// <summary>In the currency's smallest unit (fen).</summary>
    public required long Price { get; set; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; set; }

    public required string Url { get; set; }

    public string? Image { get; set; }

    /// <summary>True for sample data: the price was made up.</summary>
    public bool Illustrative { get; set; }

    public ProductCard ToCard() => new() { Id = Id, Name = Name, NameEn = NameEn, Price = Price, Currency = Currency, Url = Url, Image = Image };
}

internal sealed class ProductConfiguration : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.ToTable("Products");
        // No foreign key: a product may outlive its stage.
        builder.HasIndex(product => product.StageId);
        builder.Property(product => product.Name).HasMaxLength(80);
        builder.Property(product => product.NameEn).HasMaxLength(80);
        builder.Property(product => product.Currency).HasMaxLength(3);
        builder.Property(product => product.Url).HasMaxLength(500);
        builder.Property(product => product.Image).HasMaxLength(500);
    }
}

internal static class ProductSet
{
    extension(FestivalDb database)
    {
        public DbSet<Product> Products => database.Set<Product>();
    }
}

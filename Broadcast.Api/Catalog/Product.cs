using Broadcast.Api.Catalog.Pictures;
using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Broadcast.Api.Catalog;

/// <summary>One product of the catalogue. Its stock is changed by <see cref="StockBook"/> only, which writes each change down.</summary>
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

    /// <summary>Links, the first one first; empty where there is only <see cref="Image"/>.</summary>
    public List<string> Pictures { get; set; } = [];

    /// <summary>True for sample data: the price was made up.</summary>
    public bool Illustrative { get; set; }

    /// <summary>Units that may still be allocated to sales. The sum of its <see cref="StockMovement"/>s.</summary>
    public long Stock { get; init; }

    /// <summary>Whether somebody has named a stock. One of which nobody has is given away without counting.</summary>
    public bool Counted { get; set; }

    /// <summary>When it was retired: it is not offered any more, and stays readable where it was shown. Null while it is offered.</summary>
    public DateTimeOffset? RetiredAt { get; set; }

    /// <summary>Ids of its uploaded pictures, in order, with blanks between them; null when there are none. They are shown before <see cref="Pictures"/>.</summary>
    public string? Uploads { get; set; }

    /// <summary>Counts the changes of everything above, the stock included.</summary>
    public long Revision { get; init; } = 1;

    /// <summary>Its place among the products of its stage; those with the same are in the order of their SKUs.</summary>
    public int Order { get; set; }

    public IReadOnlyList<string> UploadIds => Uploads?.Split(' ') ?? [];

    /// <summary>Links to all pictures, the first one first.</summary>
    public IReadOnlyList<string> AllPictures => [.. UploadIds.Select(id => PictureLink.Of(id)), .. Pictures.Count > 0 || Image is null ? Pictures : [Image]];

    /// <summary>Takes over what another one says; stock, revision, place and uploaded pictures stay.</summary>
    public void Take(Product other) =>
        (StageId, Name, NameEn, Price, Currency, Url, Image, Pictures, Illustrative) =
        (other.StageId, other.Name, other.NameEn, other.Price, other.Currency, other.Url, other.Image, other.Pictures, other.Illustrative);

    /// <summary>Whether <see cref="Take"/> would change nothing.</summary>
    public bool Says(Product other) =>
        (StageId, Name, NameEn, Price, Currency, Url, Image, Illustrative) == (other.StageId, other.Name, other.NameEn, other.Price, other.Currency, other.Url, other.Image, other.Illustrative)
        && Pictures.SequenceEqual(other.Pictures, StringComparer.Ordinal);

    /// <summary>The same product, new, with this stock.</summary>
    public Product With(long stock, bool counted)
    {
        var made = new Product { Id = Id, Name = Name, Price = Price, Currency = Currency, Url = Url, Stock = stock, Counted = counted };
        made.Take(this);
        return made;
    }

    /// <summary>The picture that is shown where there is room for one.</summary>
    public string? FirstPicture => UploadIds is [var first, ..] ? PictureLink.Of(first) : Image;

    public ProductCard ToCard() => new() { Id = Id, Name = Name, NameEn = NameEn, Price = Price, Currency = Currency, Url = Url, Image = FirstPicture };
}

internal sealed class ProductConfiguration : IEntityTypeConfiguration<Product>
{
    public void Configure(EntityTypeBuilder<Product> builder)
    {
        builder.ToTable("Products");
        // No foreign key: a product may outlive its stage.
        builder.HasIndex(product => product.StageId);
        // Of products that were there before they had one: 0 stands for none.
        builder.Property(product => product.Revision).HasDefaultValue(1L);
        builder.Property(product => product.Name).HasMaxLength(80);
        builder.Property(product => product.NameEn).HasMaxLength(80);
        builder.Property(product => product.Currency).HasMaxLength(3);
        builder.Property(product => product.Url).HasMaxLength(500);
        builder.Property(product => product.Image).HasMaxLength(500);
        builder.Ignore(product => product.UploadIds).Ignore(product => product.AllPictures).Ignore(product => product.FirstPicture);
    }
}

internal static class ProductSet
{
    extension(FestivalDb database)
    {
        public DbSet<Product> Products => database.Set<Product>();

        /// <summary>The products that are not retired, and whose stage is not.</summary>
        public IQueryable<Product> OfferedProducts
        {
            get
            {
                var stages = database.OfferedStages;
                return database.Set<Product>().Where(product => product.RetiredAt == null && (product.StageId == null || stages.Any(stage => stage.Id == product.StageId)));
            }
        }
    }

    /// <summary>The products in the order in which they are shown: stage by stage, the festival's own first.</summary>
    public static IEnumerable<Product> InOrder(this IEnumerable<Product> products) => products
        .OrderBy(product => product.StageId?.Value, StringComparer.Ordinal).ThenBy(product => product.Order).ThenBy(product => product.Id.Value, StringComparer.Ordinal);
}

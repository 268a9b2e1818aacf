using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Text;

namespace Broadcast.Api.Catalog;

/// <summary>A product of the catalogue. <c>price</c> is in the currency's smallest unit; <c>illustrative</c> marks sample data.</summary>
internal sealed record ProductView(
    ProductId Id, StageId? Stage, string Name, string? NameEn, long Price, string Currency, string Url, string? Image, bool Illustrative)
{
    public static ProductView Of(Product product) => new(
        product.Id, product.StageId, product.Name, product.NameEn, product.Price, product.Currency, product.Url, product.Image, product.Illustrative);
}

/// <summary>A product as an operator sends it. <c>id</c> is a slug and may be left out; <c>currency</c> is CNY if left out.</summary>
internal sealed record ProductDraft(
    string? Id, string? Stage, string? Name, string? NameEn, long? Price, string? Currency, string? Url, string? Image, bool? Illustrative)
{
    /// <summary>A hundred million yuan, in fen: a higher price is taken for a mistaken unit.</summary>
    private const long HighestPrice = 10_000_000_000;

    public Result<Product> Read(ProductId id)
    {
        StageId? stage = null;
        if (!string.IsNullOrEmpty(Stage))
        {
            if (!StageId.TryParse(Stage, null, out var named))
                return CatalogErrors.Invalid("'stage' must be a stage's id.");
            stage = named;
        }

        if (PlainLine.Read(Name, 80) is not { } name || PlainLine.ReadOptional(NameEn, 80) is not { } nameEn)
            return CatalogErrors.Invalid("'name' must have 1-80 characters, 'nameEn' at most 80.");
        if (Price is not (>= 0 and <= HighestPrice))
            return CatalogErrors.Invalid($"'price' must be a whole number of the smallest unit, 0-{HighestPrice}.");
        var currency = string.IsNullOrEmpty(Currency) ? "CNY" : Currency;
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper))
            return CatalogErrors.Invalid("'currency' must be an ISO 4217 code, such as CNY.");
        if (!Link.IsWelcome(Url))
            return CatalogErrors.Invalid("'url' must be an absolute http or https address, or a path on this host such as /item/egg.");
        if (!string.IsNullOrEmpty(Image) && !Link.IsWelcome(Image))
            return CatalogErrors.Invalid("'image' must be an absolute http or https address, or a path on this host.");

        return new Product
        {
            Id = id,
            StageId = stage,
            Name = name,
            NameEn = nameEn.Length > 0 ? nameEn : null,
            Price = Price.Value,
            Currency = currency,
            Url = Url,
            Image = string.IsNullOrEmpty(Image) ? null : Image,
            Illustrative = Illustrative ?? false,
        };
    }
}

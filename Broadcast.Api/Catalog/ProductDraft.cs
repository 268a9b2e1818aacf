using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Text;

namespace Broadcast.Api.Catalog;

/// <summary>A product as an operator adds it. <c>id</c> is a SKU and may be left out; <c>currency</c> is CNY if left out.</summary>
/// <param name="Id">1-64 characters of letters, digits, <c>_ . -</c>.</param>
/// <param name="Stage">The stage that shows it.</param>
/// <param name="Name">1-80 characters.</param>
/// <param name="NameEn">At most 80 characters.</param>
/// <param name="Price">In the currency's smallest unit.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Url">Where it can be bought: an http or https address, or a path on this host.</param>
/// <param name="Image">The first picture.</param>
/// <param name="Illustrative">Whether the price was made up.</param>
/// <param name="Pictures">Links to at most ten pictures.</param>
internal sealed record ProductDraft(
    string? Id, string? Stage, string? Name, string? NameEn, long? Price, string? Currency, string? Url, string? Image, bool? Illustrative,
    IReadOnlyList<string?>? Pictures = null)
{
    /// <summary>A hundred million yuan, in fen: a higher price is taken for a mistaken unit.</summary>
    private const long HighestPrice = 10_000_000_000;

    private const int MostPictures = 10;

    /// <param name="id">The product's SKU.</param>
    /// <param name="link">What the caller calls <see cref="Url"/>.</param>
    public Result<Product> Read(ProductId id, string link = "url")
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
            return CatalogErrors.Invalid($"'{link}' must be an absolute http or https address, or a path on this host such as /item/egg.");
        if (!string.IsNullOrEmpty(Image) && !Link.IsWelcome(Image))
            return CatalogErrors.Invalid("'image' must be an absolute http or https address, or a path on this host.");
        var pictures = new List<string>();
        foreach (var picture in Pictures ?? [])
        {
            if (!Link.IsWelcome(picture) || pictures.Count == MostPictures)
                return CatalogErrors.Invalid($"'pictures' must be at most {MostPictures} absolute http or https addresses, or paths on this host.");
            pictures.Add(picture);
        }

        return new Product
        {
            Id = id,
            StageId = stage,
            Name = name,
            NameEn = nameEn.Length > 0 ? nameEn : null,
            Price = Price.Value,
            Currency = currency,
            Url = Url,
            Image = string.IsNullOrEmpty(Image) ? pictures.FirstOrDefault() : Image,
            Pictures = pictures,
            Illustrative = Illustrative ?? false,
        };
    }
}

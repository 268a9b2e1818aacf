using Broadcast.Api.Catalog.Pictures;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

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

    /// <summary>Links of one product, and as many uploads.</summary>
    public const int MostPictures = 10;

    public Result<Product> Read(ProductId id)
    {
        var faults = new FieldFaults();
        var product = Read(id, faults);
        return faults.Any ? faults.On(CatalogErrors.Malformed) : product;
    }

    /// <summary>What the draft says; not to be used when there are faults.</summary>
    /// <param name="id">The product's SKU.</param>
    /// <param name="faults">Gets what is wrong.</param>
    /// <param name="link">What the caller calls <see cref="Url"/>.</param>
    public Product Read(ProductId id, FieldFaults faults, string link = "url")
    {
        StageId? stage = null;
        if (!string.IsNullOrEmpty(Stage))
        {
            if (StageId.TryParse(Stage, null, out var named))
                stage = named;
            else
                faults.Add("stage", Faults.Form, "'stage' must be a stage's id.");
        }

        var name = faults.Line("name", Name, 80);
        var nameEn = faults.OptionalLine("nameEn", NameEn, 80);
        var price = faults.Number("price", Price, 0, HighestPrice);
        var currency = string.IsNullOrEmpty(Currency) ? "CNY" : Currency;
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper))
            faults.Add("currency", Faults.Form, "'currency' must be an ISO 4217 code, such as CNY.");
        if (!Link.IsWelcome(Url))
            faults.Add(link, Faults.Form, $"'{link}' must be an absolute http or https address, or a path on this host such as /item/egg.");
        if (!string.IsNullOrEmpty(Image) && !Link.IsWelcome(Image))
            faults.Add("image", Faults.Form, "'image' must be an absolute http or https address, or a path on this host.");
        var pictures = Pictures ?? [];
        if (pictures.Count > MostPictures || !pictures.All(Link.IsWelcome))
            faults.Add("pictures", Faults.Form, $"'pictures' must be at most {MostPictures} absolute http or https addresses, or paths on this host.");

        // A page sends back what it has read: links to uploaded pictures are known already.
        List<string> links = [.. pictures.OfType<string>().Where(picture => !PictureLink.Is(picture))];
        var image = PictureLink.Is(Image) ? null : Image;
        return new Product
        {
            Id = id,
            StageId = stage,
            Name = name,
            NameEn = nameEn.Length > 0 ? nameEn : null,
            Price = price,
            Currency = currency,
            Url = Url ?? "",
            Image = string.IsNullOrEmpty(image) ? links.FirstOrDefault() : image,
            Pictures = links,
            Illustrative = Illustrative ?? false,
        };
    }
}

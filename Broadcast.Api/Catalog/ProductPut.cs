using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Catalog;

/// <summary>
/// A product as its shop sends it, whole: what is left out is empty, but for the stock, which stays. <c>stock</c> sets it and
/// <c>stockChange</c> adds to it; with <c>revision</c>, only while the product is at that revision (0: does not exist).
/// </summary>
/// <param name="Name">1-80 characters.</param>
/// <param name="NameEn">At most 80 characters.</param>
/// <param name="Price">In the currency's smallest unit.</param>
/// <param name="Currency">ISO 4217; CNY if left out.</param>
/// <param name="Stock">Units that may be allocated from now on.</param>
/// <param name="StockChange">Units that come, or go when negative.</param>
/// <param name="Revision">The revision on which the request is based.</param>
/// <param name="Stage">The stage that shows it.</param>
/// <param name="Link">Where it can be bought; its page on this host if left out.</param>
/// <param name="Url">The same as <c>link</c>.</param>
/// <param name="Image">The first picture; the first of <c>pictures</c> if left out.</param>
/// <param name="Pictures">Links to at most ten pictures.</param>
/// <param name="Illustrative">Whether the price was made up.</param>
internal sealed record ProductPut(
    string? Name, string? NameEn, long? Price, string? Currency, long? Stock, long? StockChange, long? Revision, string? Stage, string? Link, string? Url,
    string? Image, IReadOnlyList<string?>? Pictures, bool? Illustrative)
{
    /// <summary>From then on its units are counted.</summary>
    public bool NamesStock => Stock is not null || StockChange is not null;

    public Result<Product> Read(ProductId sku)
    {
        var faults = new FieldFaults();
        if (Stock is not null && StockChange is not null)
            faults.Add("stockChange", Faults.Form, "'stock' and 'stockChange' cannot both be sent.");
        faults.Number("stock", Stock ?? 0, 0, StockBook.Most);
        faults.Number("stockChange", StockChange ?? 0, -StockBook.Most, StockBook.Most);
        if (Revision is < 0)
            faults.Add("revision", Faults.Range, "'revision' must be the product's, or 0 for one that does not exist.", 0);

        var link = Link ?? Url ?? $"/item/{sku}";
        var product = new ProductDraft(null, Stage, Name, NameEn, Price, Currency, link, Image, Illustrative, Pictures).Read(sku, faults, Link is null ? "url" : "link");
        return faults.Any ? faults.On(CatalogErrors.Malformed) : product;
    }
}

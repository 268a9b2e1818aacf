using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Catalog;

internal static class CatalogErrors
{
    public static readonly Error Taken = new("product.exists", "A product with this id already exists.", ErrorKind.Conflict, "Replace that product, or choose another id.");

    public static Error Exists(ProductId id) => Taken.With($"A product '{id}' already exists.");

    public static readonly Error Malformed = new("product.invalid", "The product is not valid.", ErrorKind.Invalid, "Correct what the message names.");

    public static readonly Error Sku = Invalid("The SKU must have 1-64 characters of A-Z, a-z, 0-9, '_', '.' and '-'.");

    public static Error Invalid(string message) => Malformed.With(message);

    public static readonly Error Moved = new(
        "product.conflict", "The product was changed meanwhile.", ErrorKind.Conflict, "Read the product again ('product' in this answer), and repeat the change.");

    public static Error Conflict(long current) => Moved.With($"The product was changed meanwhile: it is at revision {current}.");

    public static Error Gone(ProductId sku) => Moved.With($"There is no product '{sku}': it was removed meanwhile. Send revision 0 to make it.");

    public static readonly Error Stock = new(
        "product.stock", "The stock does not allow this change.", ErrorKind.Conflict, "Read the stock ('stock' in this answer), and change it by less.");

    public static Error TooFew(long stock) => Stock.With($"The stock is {stock}: so many units cannot be taken.");

    public static Error TooMany(long stock) => Stock.With($"The stock is {stock}, and {StockBook.Most} is the most.");

    public static Error Unknown(ProductId sku) => UnknownErrors.Product.With($"There is no product '{sku}'.");
}

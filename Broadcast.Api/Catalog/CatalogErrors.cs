using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Catalog;

internal static class CatalogErrors
{
    public static readonly Error Taken = new("product.exists", "A product with this id already exists.", ErrorKind.Conflict, "Replace that product, or choose another id; one that was retired can be restored.");

    public static Error Exists(ProductId id) => Taken.With($"A product '{id}' already exists.");

    public static readonly Error Malformed = new("product.invalid", "The product is not valid.", ErrorKind.Invalid, "Correct what the message names.");

    public static readonly Error Sku = In("id", "The SKU must have 1-64 characters of A-Z, a-z, 0-9, '_', '.' and '-'.");

    public static readonly Error Stage = In("stage", "'stage' must be a stage's id.");

    public static Error OrderOf(string field) => In(field, $"'{field}' must be the SKUs of the stage's products, each once.");

    public static Error PicturesOf(string message) => In("pictures", message);

    public static readonly Error Moved = new(
        "product.conflict", "The product was changed meanwhile.", ErrorKind.Conflict, "Read the product again ('product' in this answer), and repeat the change.");

    public static Error Conflict(long current) => Moved.With($"The product was changed meanwhile: it is at revision {current}.");

    public static Error Gone(ProductId sku) => Moved.With($"There is no product '{sku}': it was removed meanwhile. Send revision 0 to make it.");

    public static readonly Error Rearranged = Moved.With("The stage has other products than 'skus' names: somebody has added, moved or retired one meanwhile.");

    public static readonly Error Reordered = Moved.With("The products are in another order than 'from' says: somebody has moved one meanwhile.");

    public static Error RetiredSince(ProductId sku) => Moved.With($"The product '{sku}' was retired meanwhile.");

    public static readonly Error Import = new(
        "product.import", "The file cannot be imported.", ErrorKind.Invalid, "Correct what the message and 'report' name, and send the file again: nothing of it was taken.");

    public static Error File(string message) => Import.With(message);

    public static readonly Error Stopped = new(
        "product.import_stopped", "The file was carried out in part: somebody has changed a product meanwhile.", ErrorKind.Conflict, "Look at 'report': send the file again, or its lines from the fault on.");

    public static readonly Error Stock = new(
        "product.stock", "The stock does not allow this change.", ErrorKind.Conflict, "Read the stock ('stock' in this answer), and change it by less.");

    public static Error TooFew(long stock) => Stock.With($"The stock is {stock}: so many units cannot be taken.");

    public static Error TooMany(long stock) => Stock.With($"The stock is {stock}, and {StockBook.Most} is the most.");

    public static Error Unknown(ProductId sku) => UnknownErrors.Product.With($"There is no product '{sku}'.");

    private static Error In(string field, string message)
    {
        var faults = new FieldFaults();
        faults.Add(field, Faults.Form, message);
        return faults.On(Malformed);
    }
}

using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;

namespace Broadcast.Api.Catalog;

internal static class CatalogErrors
{
    public static Error Unknown(ProductId id) => new("product.unknown", $"There is no product '{id}'.", ErrorKind.Unknown);

    public static Error Exists(ProductId id) => new("product.exists", $"A product '{id}' exists.", ErrorKind.Conflict);

    public static Error Invalid(string what) => new("product.invalid", what, ErrorKind.Invalid);
}

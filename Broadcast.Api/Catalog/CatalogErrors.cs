using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Api.Catalog;

internal static class CatalogErrors
{
    public static readonly Error Taken = new("product.exists", "A product with this id already exists.", ErrorKind.Conflict, "Replace that product, or choose another id.");

    public static Error Exists(ProductId id) => Taken.With($"A product '{id}' already exists.");

    public static readonly Error Malformed = new("product.invalid", "The product is not valid.", ErrorKind.Invalid, "Correct what the message names.");

    public static Error Invalid(string message) => Malformed.With(message);
}

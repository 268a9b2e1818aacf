using Broadcast.Api.Facts;

namespace Broadcast.Api.Catalog;

internal static class CatalogModule
{
    public static void AddCatalog(this IHostApplicationBuilder builder) => builder.AddFacts<ProductFacts>();
}

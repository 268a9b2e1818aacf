using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Broadcast.Chat.Contracts.Facts;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Catalog;

/// <summary>Adds the product cards.</summary>
internal sealed class ProductFacts : IFactsPart
{
    public async Task<FestivalFacts> AddAsync(FestivalDb database, FestivalFacts facts, DateTimeOffset now, CancellationToken cancellation)
    {
        var products = await database.Products.AsNoTracking().ToListAsync(cancellation);
        return facts with { Products = [.. products.OrderBy(product => product.Id.Value, StringComparer.Ordinal).Select(product => product.ToCard())] };
    }
}

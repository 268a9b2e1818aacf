using Broadcast.Api.Data;
using Broadcast.Api.Facts;
using Broadcast.Chat.Contracts.Facts;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Catalog;

/// <summary>Adds the cards of the products that are offered.</summary>
internal sealed class ProductFacts : IFactsPart
{
    public async Task<FestivalFacts> AddAsync(FestivalDb database, FestivalFacts facts, DateTimeOffset now, CancellationToken cancellation)
    {
        var products = await database.OfferedProducts.AsNoTracking().ToListAsync(cancellation);
        return facts with { Products = [.. products.InOrder().Select(product => product.ToCard())] };
    }
}

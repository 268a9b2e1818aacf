using Broadcast.Api.Data;
using Broadcast.Api.Shops;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Demo;

/// <summary>The demo's shop, whose secret is new at each start. It is told nothing until an operator gives it an address.</summary>
internal sealed class DemoShop(FestivalDb database, ShopDesk desk)
{
    public const string Id = "demo";

    /// <summary>Not the name by which the demo finds its machine key.</summary>
    private const string MadeBy = "demo-shop";

    public async Task<string> SecretAsync(CancellationToken cancellation)
    {
        if (await database.Shops.AnyAsync(shop => shop.Id == Id, cancellation))
        {
            var rotated = await desk.RotateAsync(Id, TimeSpan.Zero, cancellation);
            return rotated.Value?.WebhookSecret ?? throw new InvalidOperationException($"The secret of the demo's shop cannot be made: {rotated.Error?.Message}");
        }

        var made = await desk.MakeAsync(new NewShop(Id, ShopConnectors.Demo, "演示店 Demo shop", Url: null), MadeBy, cancellation);
        return made.Value?.WebhookSecret ?? throw new InvalidOperationException($"The demo's shop cannot be made: {made.Error?.Message}");
    }
}

using Broadcast.Api.Data;
using Broadcast.Api.MachineKeys;
using Broadcast.Api.Outbox;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Catalog;

/// <summary><c>stock.changed</c>: what shops are told of each movement of a product's stock. The shop whose own server has moved it is not told.</summary>
internal sealed record StockTold : IShopNewsData
{
    public required ProductId Sku { get; init; }

    /// <summary>Units; negative when some were taken.</summary>
    public required long Change { get; init; }

    /// <summary>The stock after it.</summary>
    public required long After { get; init; }

    /// <summary>One of <see cref="StockReasons"/>.</summary>
    public required string Why { get; init; }

    /// <param name="movement">Noted by who holds the product's lock.</param>
    public static ShopNews Of(StockMovement movement) => new(
        "stock.changed", $"sku:{movement.Sku}", new StockTold { Sku = movement.Sku, Change = movement.Change, After = movement.After, Why = movement.Why });

    /// <inheritdoc cref="Of"/>
    public static async Task<ShopNews> OfAsync(FestivalDb database, StockMovement movement, CancellationToken cancellation)
    {
        var teller = MachineCaller.IdOf(movement.By) is { } key
            ? await database.MachineKeys.Where(known => known.Id == key).Select(known => known.Shop).SingleOrDefaultAsync(cancellation) : null;
        return Of(movement) with { Except = teller };
    }
}

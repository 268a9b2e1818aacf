using System.Text.Json;
using Broadcast.Api.Data;
using Broadcast.Api.Shops.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Claims;

/// <summary>
/// <c>claim.shipped</c> of a shop: <c>{ claim, carrier, tracking }</c>. It is what a shipper notes, and the same rules hold. A product
/// names no shop: any shop may ship any claim that was made while it was there.
/// </summary>
internal sealed class ClaimShippedByShop(ClaimBook book) : IShopEventHandler
{
    public string Type => "claim.shipped";

    public async Task<Result<Done>> HandleAsync(FestivalDb database, ToldByShop told, CancellationToken cancellation)
    {
        var claim = Text(told.Data, "claim");
        // PostgreSQL refuses some characters in a parameter, and that would be a fault of ours.
        if (!IdShape.IsToken(claim) || !await database.ClaimShops.AnyAsync(row => row.ClaimId == claim && row.Shop == told.Shop, cancellation))
            return ClaimErrors.NotFound;

        var shipment = new ShippedBody(Text(told.Data, "carrier"), Text(told.Data, "tracking")).Read();
        if (shipment.Failed)
            return shipment.Error;

        var shipped = await book.ShipAsync(database, claim, shipment.Value, Shipper.OfShop(told.Shop), cancellation);
        return shipped.Failed ? shipped.Error : new Done();
    }

    private static string? Text(JsonElement data, string member)
    {
        try
        {
            return data.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, written as an escape: no text.
            return null;
        }
    }
}

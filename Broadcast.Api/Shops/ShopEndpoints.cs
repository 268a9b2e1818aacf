using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Api.Shops.Events;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Shops;

internal static class ShopEndpoints
{
    /// <summary>Name of the rate limit per address.</summary>
    public const string Limit = "shop-events";

    public static void MapShops(this IEndpointRouteBuilder routes)
    {
        var shops = routes.MapGroup("/api/v1/shops").WithTags("Shops");
        shops.MapGet("/", ListAsync).WithName("ListShops").RequireAuthorization(StaffPolicies.Audit).WithSummary("The shops. Operators and auditors.");
        var operators = shops.MapGroup("/").RequireAuthorization(Roles.Operator);
        operators.MapPost("/", MakeAsync).WithName("CreateShop").NeedsIdempotencyKey(secret: true)
            .WithSummary("Makes a shop. The answer shows its secret and its machine key, and no other does. Operators.")
            .WithDescription("A shop with a `url` is told what happens to goods and prizes: `POST` with the headers of Standard Webhooks, signed with the secret.");
        operators.MapPut("/{shop}", ChangeAsync).WithName("ChangeShop").WithSummary("Changes name, address and state of a shop. Operators.");
        operators.MapPost("/{shop}/secret", RotateAsync).WithName("RotateShopSecret").NeedsIdempotencyKey(secret: true)
            .WithSummary("Makes a new secret, shown here and nowhere else; the old one is good for 24 hours more. Operators.");
        shops.MapPost("/{shop}/events", ShopEventDoor.ReceiveAsync).WithName("ReceiveShopEvent").RequireRateLimiting(Limit)
            .WithSummary("A shop's server tells something. Whoever signs with the shop's secret.")
            .WithDescription("""
                The headers `webhook-id`, `webhook-timestamp` and `webhook-signature` are those of Standard Webhooks; the body, up to 64 KiB, is `{ "type", "timestamp", "data" }`. 204 says that it is kept, also when the same `webhook-id` was sent before; it is carried out within two seconds. `claim.shipped` with `{ claim, carrier, tracking }` says that a prize is on its way. What cannot be carried out, such as a type that is not known or another shop's claim, is kept as `unmatched`, and staff see it.
                """);
        routes.MapShopEvents();
    }

    private static async Task<Ok<List<ShopView>>> ListAsync(FestivalDb database, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var shops = await database.Shops.AsNoTracking().OrderBy(shop => shop.Id).ToListAsync(cancellation);
        return TypedResults.Ok(shops.ConvertAll(shop => ShopView.Of(shop, now)));
    }

    private static async Task<Results<Created<ShopMade>, ProblemHttpResult>> MakeAsync(NewShop body, ClaimsPrincipal user, ShopDesk desk, CancellationToken cancellation)
    {
        var made = await desk.MakeAsync(body, CallerName.Of(user)!, cancellation);
        return made.Failed ? made.Error.ToProblem() : TypedResults.Created("/api/v1/shops", made.Value);
    }

    private static async Task<Results<Ok<ShopView>, ProblemHttpResult>> ChangeAsync(
        string shop, ShopChange body, ShopDesk desk, TimeProvider time, CancellationToken cancellation)
    {
        var changed = await desk.ChangeAsync(shop, body, cancellation);
        return changed.Failed ? changed.Error.ToProblem() : TypedResults.Ok(ShopView.Of(changed.Value, time.GetUtcNow()));
    }

    private static async Task<Results<Ok<ShopSecretShown>, ProblemHttpResult>> RotateAsync(string shop, ShopDesk desk, CancellationToken cancellation)
    {
        var rotated = await desk.RotateAsync(shop, ShopSecrets.Overlap, cancellation);
        return rotated.Failed ? rotated.Error.ToProblem() : TypedResults.Ok(rotated.Value);
    }
}

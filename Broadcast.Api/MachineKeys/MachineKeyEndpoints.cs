using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.MachineKeys;

internal static class MachineKeyEndpoints
{
    public static void MapMachineKeys(this IEndpointRouteBuilder routes)
    {
        var operators = routes.MapGroup("/api/v1/machine-keys").WithTags("Machine keys").RequireAuthorization(Roles.Operator);
        operators.MapGet("/", ListAsync).WithName("ListMachineKeys").WithSummary("The keys of shops' servers, with their last use. Operators.");
        operators.MapPost("/", MakeAsync).WithName("CreateMachineKey").TakesIdempotencyKey(secret: true)
            .WithSummary("Makes a key for a shop's server. The answer shows it, and no other does. Operators.")
            .WithDescription("The server sends it as `Authorization: Bearer`. `scopes` says what it may do: `products` writes products and their stock.");
        operators.MapPost("/{id}/rotate", RotateAsync).WithName("RotateMachineKey").TakesIdempotencyKey(secret: true)
            .WithSummary("Makes a new key, shown here and nowhere else; the old one is good for some time more. Operators.")
            .WithDescription("`overlapSeconds`, from 0 to seven days, is a day when left out. Of earlier keys only the last is good.");
        operators.MapDelete("/{id}", EndAsync).WithName("RemoveMachineKey").WithSummary("Ends a key at once. Operators.");
    }

    private static async Task<Ok<List<MachineKeyView>>> ListAsync(FestivalDb database, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var keys = await database.MachineKeys.AsNoTracking().OrderBy(key => key.MadeAt).ThenBy(key => key.Id).ToListAsync(cancellation);
        return TypedResults.Ok(keys.ConvertAll(key => MachineKeyView.Of(key, now)));
    }

    private static async Task<Results<Created<MachineKeyShown>, ProblemHttpResult>> MakeAsync(
        NewMachineKey body, ClaimsPrincipal user, MachineKeyDesk desk, CancellationToken cancellation)
    {
        var made = await desk.MakeAsync(body, CallerName.Of(user)!, cancellation);
        return made.Failed ? made.Error.ToProblem() : TypedResults.Created("/api/v1/machine-keys", made.Value);
    }

    private static async Task<Results<Ok<MachineKeyShown>, ProblemHttpResult>> RotateAsync(
        string id, MachineKeyRotation? body, MachineKeyDesk desk, CancellationToken cancellation)
    {
        var overlap = (body ?? new MachineKeyRotation(OverlapSeconds: null)).Read();
        if (overlap.Failed)
            return overlap.Error.ToProblem();
        var rotated = await desk.RotateAsync(id, overlap.Value, cancellation);
        return rotated.Failed ? rotated.Error.ToProblem() : TypedResults.Ok(rotated.Value);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(string id, MachineKeyDesk desk, CancellationToken cancellation) =>
        await desk.EndAsync(id, cancellation) ? TypedResults.NoContent() : MachineKeyErrors.Unknown.ToProblem();
}

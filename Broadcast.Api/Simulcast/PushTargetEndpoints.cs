using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Simulcast;

internal static class PushTargetEndpoints
{
    public static void MapPushTargets(this IEndpointRouteBuilder routes)
    {
        var targets = routes.MapGroup("/api/v1/simulcast/targets").WithTags("Simulcast").RequireAuthorization(Roles.Operator);
        targets.MapGet("/", ListAsync).WithName("ListPushTargets").WithSummary("The other platforms that operators have channels pushed to, without those of the host's settings. Operators.");
        targets.MapPost("/", MakeAsync).WithName("MakePushTarget").TakesIdempotencyKey()
            .WithSummary("Has a channel pushed to another platform, within seconds. Its stream key is shown nowhere. Operators.");
        targets.MapPut("/{id}", PutAsync).WithName("PutPushTarget").TakesIdempotencyKey()
            .WithSummary("Changes a target, or switches it on or off. Without `key` the key stays. Operators.")
            .WithDescription("`revision` names the target that was changed; 409 `simulcast.conflict` says, with the present `target`, that somebody else has changed it meanwhile. A server on another host needs the key again.");
        targets.MapDelete("/{id}", RemoveAsync).WithName("RemovePushTarget").WithSummary("Ends the pushing, and forgets the target and its key. Operators.");
    }

    private static async Task<Ok<List<PushTargetView>>> ListAsync(FestivalDb database, PushTargetKeys keys, CancellationToken cancellation)
    {
        var targets = await database.PushTargets.AsNoTracking().ToListAsync(cancellation);
        return TypedResults.Ok(targets.OrderBy(target => target.Name, StringComparer.Ordinal).ThenBy(target => target.Id, StringComparer.Ordinal).Select(target => PushTargetView.Of(target, keys)).ToList());
    }

    private static Task<Results<Created<PushTargetView>, ProblemHttpResult>> MakeAsync(NewPushTarget body, PushTargetWriter targets, CancellationToken cancellation) =>
        targets.MakeAsync(body, cancellation);

    private static Task<Results<Ok<PushTargetView>, ProblemHttpResult>> PutAsync(string id, PushTargetPut body, PushTargetWriter targets, CancellationToken cancellation) =>
        targets.PutAsync(id, body, cancellation);

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string id, PushTargetWriter targets, CancellationToken cancellation)
    {
        var error = await targets.RemoveAsync(id, cancellation);
        return error is null ? TypedResults.NoContent() : error.ToProblem();
    }
}

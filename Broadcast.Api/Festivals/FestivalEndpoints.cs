using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Api.Festivals;

internal static class FestivalEndpoints
{
    public static void MapFestivals(this IEndpointRouteBuilder routes)
    {
        var festivals = routes.MapGroup("/api/v1/festivals").WithTags("Festivals");
        festivals.MapGet("/{id}", GetAsync).WithName("GetFestival").WithSummary("A festival's programme: chapters and stages.")
            .WithDescription("A festival that is retired has `retiredAt`. `retired=true` also lists the chapters and stages that are retired, to operators.");
        var operators = festivals.MapGroup("/").RequireAuthorization(Roles.Operator);
        operators.MapPost("/", CreateAsync).WithName("CreateFestival").TakesIdempotencyKey()
            .WithSummary("Creates a festival with its chapters; its relay channel has the same id. Operators.");
        operators.MapPut("/{id}", PutAsync).WithName("PutFestival").TakesIdempotencyKey()
            .WithSummary("Changes a festival's texts and days, all its chapters, and the order of its stages. Operators.")
            .WithDescription("`revision` names the programme that was changed; 409 `festival.conflict` says, with the present `festival`, that somebody else has changed it meanwhile. A chapter that is left out is retired.");
    }

    private static async Task<Results<Ok<Programme>, ProblemHttpResult>> GetAsync(
        FestivalId id, bool? retired, FestivalDb database, ClaimsPrincipal user, CancellationToken cancellation) =>
        await ProgrammeReader.ReadAsync(database, id, retired == true && SeesRetired(user), cancellation) is { } programme ? TypedResults.Ok(programme) : FestivalErrors.Unknown(id).ToProblem();

    private static Task<Results<Created<Programme>, ProblemHttpResult>> CreateAsync(NewFestival body, FestivalWriter festivals, CancellationToken cancellation) =>
        festivals.CreateAsync(body, cancellation);

    private static Task<Results<Ok<Programme>, ProblemHttpResult>> PutAsync(FestivalId id, FestivalPut body, FestivalWriter festivals, CancellationToken cancellation) =>
        festivals.PutAsync(id, body, cancellation);

    /// <summary>Whether a caller who asks for what is retired gets it.</summary>
    internal static bool SeesRetired(ClaimsPrincipal user) => Caller.From(user)?.Roles.Contains(Roles.Operator) == true;
}

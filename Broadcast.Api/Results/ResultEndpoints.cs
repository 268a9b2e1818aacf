using System.Text.Json;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Results;

internal static class ResultEndpoints
{
    /// <summary>Maximum number of entries in a list, which shows the newest.</summary>
    private const int MostListed = 200;

    public static void MapResults(this IEndpointRouteBuilder routes)
    {
        var results = routes.MapGroup("/api/v1/results").WithTags("Results").RequireAuthorization(StaffPolicies.Audit);
        results.MapGet("/questions", ListAsync).WithName("ListQuestionResults").WithSummary("The newest results of questions. Operators and auditors.");
        results.MapGet("/questions/{id}", GetAsync).WithName("GetQuestionResult").WithSummary("A question's result and winners, as the database keeps them. Operators and auditors.");
        results.MapGet("/questions/{id}/entrants", EntrantsAsync).WithName("GetQuestionEntrants")
            .WithSummary("All who answered right, in the order of the draw: with the seed, enough to repeat it. Operators and auditors.");
        results.MapGet("/pins", PinsAsync).WithName("ListPinIntervals").WithSummary("The newest pins with their times and clicks. Operators and auditors.");
    }

    private static async Task<Ok<List<QuestionResultView>>> ListAsync(FestivalDb database, UnrevealedQuestions unrevealed, StageId? stage, CancellationToken cancellation)
    {
        var results = database.QuestionResults.AsNoTracking();
        if (stage is { } only)
            results = results.Where(result => result.StageId == only);
        var newest = await results.OrderByDescending(result => result.ClosedAt).Take(MostListed).ToListAsync(cancellation);
        var held = await unrevealed.AmongAsync(newest.ConvertAll(result => result.Id));
        newest.RemoveAll(result => held.Contains(result.Id));
        var ids = newest.ConvertAll(result => result.Id);
        var winners = await database.Winners.AsNoTracking().Where(winner => ids.Contains(winner.QuestionId)).OrderBy(winner => winner.Rank).ToListAsync(cancellation);
        return TypedResults.Ok(newest.ConvertAll(result => QuestionResultView.Of(result, winners.Where(winner => winner.QuestionId == result.Id))));
    }

    private static async Task<Results<Ok<QuestionResultView>, ProblemHttpResult>> GetAsync(QuestionId id, FestivalDb database, UnrevealedQuestions unrevealed, CancellationToken cancellation)
    {
        if (await unrevealed.HoldsAsync(id))
            return ResultErrors.Unrevealed.ToProblem();

        var result = await database.QuestionResults.AsNoTracking().SingleOrDefaultAsync(result => result.Id == id, cancellation);
        if (result is null)
            return ResultErrors.Unknown(id).ToProblem();

        var winners = await database.Winners.AsNoTracking().Where(winner => winner.QuestionId == id).OrderBy(winner => winner.Rank).ToListAsync(cancellation);
        return TypedResults.Ok(QuestionResultView.Of(result, winners));
    }

    private static async Task<Results<Ok<List<Winner>>, ProblemHttpResult>> EntrantsAsync(
        QuestionId id, FestivalDb database, UnrevealedQuestions unrevealed, CancellationToken cancellation)
    {
        if (await unrevealed.HoldsAsync(id))
            return ResultErrors.Unrevealed.ToProblem();

        return await database.Set<QuestionEntrants>().AsNoTracking().SingleOrDefaultAsync(entrants => entrants.QuestionId == id, cancellation) is { } entrants
            ? TypedResults.Ok(JsonSerializer.Deserialize<List<Winner>>(entrants.Document, ContractJson.Options)!)
            : ResultErrors.Unknown(id).ToProblem();
    }

    private static async Task<Ok<List<PinIntervalView>>> PinsAsync(FestivalDb database, StageId? stage, CancellationToken cancellation)
    {
        var pins = database.PinIntervals.AsNoTracking();
        if (stage is { } only)
            pins = pins.Where(pin => pin.StageId == only);
        return TypedResults.Ok(await pins.OrderByDescending(pin => pin.From).Take(MostListed)
            .Select(pin => new PinIntervalView(pin.Id, pin.StageId, pin.ProductId, pin.From, pin.To, pin.Clicks)).ToListAsync(cancellation));
    }

}

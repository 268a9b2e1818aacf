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
    private const int Page = 50;
    private const int LargestPage = 200;

    public static void MapResults(this IEndpointRouteBuilder routes)
    {
        var results = routes.MapGroup("/api/v1/results").WithTags("Results").RequireAuthorization(StaffPolicies.Audit);
        results.MapGet("/questions", ListAsync).WithName("ListQuestionResults").WithSummary("The results of questions, the newest first, page by page. Operators and auditors.")
            .WithDescription("`before` is the `next` of the page before.");
        results.MapGet("/questions/{id}", GetAsync).WithName("GetQuestionResult").WithSummary("A question's result and winners, as the database keeps them. Operators and auditors.");
        results.MapGet("/questions/{id}/entrants", EntrantsAsync).WithName("GetQuestionEntrants")
            .WithSummary("All who answered right, in the order of the draw: with the seed, enough to repeat it. Operators and auditors.");
        results.MapGet("/pins", PinsAsync).WithName("ListPinIntervals").WithSummary("Pins with their times and clicks, the newest first, page by page. Operators and auditors.")
            .WithDescription("`before` is the `next` of the page before.");
    }

    private static async Task<Results<Ok<QuestionResultPage>, ProblemHttpResult>> ListAsync(
        [AsParameters] ResultQuery query, FestivalDb database, UnrevealedQuestions unrevealed, CancellationToken cancellation)
    {
        if (!TryReadCursor(query, out var cursor))
            return ResultErrors.Before.ToProblem();

        var results = database.QuestionResults.AsNoTracking();
        if (query.Stage is { } only)
            results = results.Where(result => result.StageId == only);
        if (cursor is { At: var at, Id: var id })
            results = results.Where(result => result.ClosedAt < at || (result.ClosedAt == at && string.Compare((string)(object)result.Id, id) < 0));
        var size = SizeOf(query);
        var page = await results.OrderByDescending(result => result.ClosedAt).ThenByDescending(result => result.Id).Take(size + 1).ToListAsync(cancellation);
        var next = page.Count > size ? new TimeCursor(page[size - 1].ClosedAt, page[size - 1].Id.Value).ToString() : null;
        var held = await unrevealed.AmongAsync(page.Select(result => result.Id));
        var shown = page.Take(size).Where(result => !held.Contains(result.Id)).ToList();
        var ids = shown.ConvertAll(result => result.Id);
        var winners = (await database.Winners.AsNoTracking().Where(winner => ids.Contains(winner.QuestionId)).OrderBy(winner => winner.Rank).ToListAsync(cancellation))
            .ToLookup(winner => winner.QuestionId);
        return TypedResults.Ok(new QuestionResultPage(shown.ConvertAll(result => QuestionResultView.Of(result, winners[result.Id])), next));
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

    private static async Task<Results<Ok<PinIntervalPage>, ProblemHttpResult>> PinsAsync(
        [AsParameters] ResultQuery query, FestivalDb database, CancellationToken cancellation)
    {
        if (!TryReadCursor(query, out var cursor))
            return ResultErrors.Before.ToProblem();

        var pins = database.PinIntervals.AsNoTracking();
        if (query.Stage is { } only)
            pins = pins.Where(pin => pin.StageId == only);
        if (cursor is { At: var at, Id: var id })
            pins = pins.Where(pin => pin.From < at || (pin.From == at && string.Compare((string)(object)pin.Id, id) < 0));
        var size = SizeOf(query);
        var page = await pins.OrderByDescending(pin => pin.From).ThenByDescending(pin => pin.Id).Take(size + 1)
            .Select(pin => new PinIntervalView(pin.Id, pin.StageId, pin.ProductId, pin.From, pin.To, pin.Clicks, pin.By, pin.EndedBy)).ToListAsync(cancellation);
        return TypedResults.Ok(new PinIntervalPage(
            [.. page.Take(size)], page.Count > size ? new TimeCursor(page[size - 1].From, page[size - 1].Id.Value).ToString() : null));
    }

    private static int SizeOf(ResultQuery query) => Math.Clamp(query.Limit ?? Page, 1, LargestPage);

    /// <summary>False when the query has a position that cannot be read.</summary>
    private static bool TryReadCursor(ResultQuery query, out TimeCursor? cursor)
    {
        cursor = query.Before is { } before ? TimeCursor.Read(before) : null;
        return query.Before is null || cursor is not null;
    }
}

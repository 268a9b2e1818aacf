using System.Security.Claims;
using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Guests;

internal static class GuestEndpoints
{
    public static void MapGuests(this IEndpointRouteBuilder routes)
    {
        var guests = routes.MapGroup("/api/v1/festivals/{id}/guests").WithTags("Festivals");
        guests.MapGet("/", GetAsync).WithName("GetGuests").WithSummary("What guests may do at a festival.");
        guests.MapPut("/", DecideAsync).WithName("DecideGuests").RequireAuthorization(Roles.Operator)
            .WithSummary("Decides what guests may do in all rooms of a festival; rooms follow within seconds. Operators.");
    }

    private static async Task<Results<Ok<GuestsView>, ProblemHttpResult>> GetAsync(FestivalId id, FestivalDb database, IConfiguration configuration, CancellationToken cancellation)
    {
        if (!await database.Festivals.AnyAsync(festival => festival.Id == id, cancellation))
            return FestivalErrors.Unknown(id).ToProblem();

        var rule = await database.GuestRules.AsNoTracking().SingleOrDefaultAsync(rule => rule.FestivalId == id, cancellation);
        return TypedResults.Ok(new GuestsView(rule is null ? GuestRights.Configured(configuration) : GuestRights.Words(rule.Rights), rule is not null));
    }

    private static async Task<Results<Ok<GuestsView>, ProblemHttpResult>> DecideAsync(
        FestivalId id, GuestDecision body, ClaimsPrincipal user, FestivalDb database, AuditBook audit, IConfiguration configuration, TimeProvider time, CancellationToken cancellation)
    {
        var read = body.Read();
        if (read.Failed)
            return read.Error.ToProblem();

        await using var transaction = await database.BeginTurnAsync($"guests:{id}", cancellation);
        if (!await database.Festivals.AnyAsync(festival => festival.Id == id, cancellation))
            return FestivalErrors.Unknown(id).ToProblem();

        var (rights, by) = (string.Join(',', read.Value), Actor.Of(Caller.From(user)!).Author);
        var rule = await database.GuestRules.SingleOrDefaultAsync(rule => rule.FestivalId == id, cancellation);
        var before = rule is null ? GuestRights.Configured(configuration) : GuestRights.Words(rule.Rights);
        if (rule is not null)
            (rule.Rights, rule.DecidedAt, rule.By) = (rights, time.GetUtcNow(), by);
        else
            database.Add(new GuestRule { FestivalId = id, Rights = rights, DecidedAt = time.GetUtcNow(), By = by });
        await database.SaveChangesAsync(cancellation);
        await audit.NoteAsync(AuditThings.Guests, id.Value, new { Guests = before }, new { Guests = read.Value }, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(new GuestsView(read.Value, true));
    }
}

/// <param name="Guests">Any of <c>read</c>, <c>like</c>, <c>chat</c>, <c>answer</c>.</param>
/// <param name="Decided">Whether an operator has decided it; otherwise it is the setting <c>Rooms:Guests</c>.</param>
internal sealed record GuestsView(IReadOnlyList<string> Guests, bool Decided);

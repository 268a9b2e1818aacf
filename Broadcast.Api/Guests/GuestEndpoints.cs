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
            .WithSummary("Decides what guests may do in all rooms of a festival; rooms follow within seconds. Operators.")
            .WithDescription("`revision` is the one that the decision was made from, 0 where nobody has decided yet. When somebody else was faster, 409 `guests.conflict` has the present state as `guests`.");
    }

    private static async Task<Results<Ok<GuestsView>, ProblemHttpResult>> GetAsync(FestivalId id, FestivalDb database, IConfiguration configuration, CancellationToken cancellation)
    {
        if (!await database.Festivals.AnyAsync(festival => festival.Id == id, cancellation))
            return FestivalErrors.Unknown(id).ToProblem();

        var rule = await database.GuestRules.AsNoTracking().SingleOrDefaultAsync(rule => rule.FestivalId == id, cancellation);
        return TypedResults.Ok(GuestsView.Of(rule, configuration));
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
        var before = GuestsView.Of(rule, configuration);
        if (body.Revision != before.Revision)
            return GuestErrors.Changed.ToProblem(("guests", before));

        if (rule is not null)
            (rule.Rights, rule.Revision, rule.DecidedAt, rule.By) = (rights, rule.Revision + 1, time.GetUtcNow(), by);
        else
            rule = database.Add(new GuestRule { FestivalId = id, Rights = rights, DecidedAt = time.GetUtcNow(), By = by }).Entity;
        await database.SaveChangesAsync(cancellation);
        await audit.NoteAsync(AuditThings.Guests, id.Value, new { before.Guests }, new { Guests = read.Value }, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(GuestsView.Of(rule, configuration));
    }
}

/// <param name="Guests">Any of <c>read</c>, <c>like</c>, <c>chat</c>, <c>answer</c>.</param>
/// <param name="Decided">Whether an operator has decided it; otherwise it is the setting <c>Rooms:Guests</c>.</param>
/// <param name="Revision">Sent back with a decision; 0 where nobody has decided yet.</param>
internal sealed record GuestsView(IReadOnlyList<string> Guests, bool Decided, long Revision)
{
    public static GuestsView Of(GuestRule? rule, IConfiguration configuration) =>
        rule is null ? new(GuestRights.Configured(configuration), false, 0) : new(GuestRights.Words(rule.Rights), true, rule.Revision);
}

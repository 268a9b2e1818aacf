using System.Security.Claims;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Facts;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Door;
using Broadcast.Chat.Rooms.Live;
using Broadcast.Chat.Tokens;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Chat.Moderation;

/// <summary>Moderation over HTTP: the hub's commands, and what waits for a decision.</summary>
internal static class ModerationDoor
{
    public static void MapModeration(this IEndpointRouteBuilder routes)
    {
        var rooms = routes.MapGroup("/api/v1/rooms/{room}").WithTags("Moderation").AddEndpointFilter<RedisAwayFilter>();
        rooms.MapGet("/moderation", ReadAsync).WithName("GetModeration")
            .WithSummary("The mode, the messages that wait, and the people who are restricted. Who moderates the room.");
        rooms.MapPut("/mode", SetMode).WithName("SetRoomMode").WithSummary("Slow mode, followers or staff only, review of everything. Who may `mode`.");
        rooms.MapDelete("/messages/{offset:long}", Remove).WithName("RemoveMessage").WithSummary("Takes a message back, for everybody. Who may `remove`.");
        rooms.MapPut("/restrictions/{viewer}", Restrict).WithName("RestrictPerson")
            .WithSummary("`timeout`, `ban` or `shadow`. Who may do that here; by operators and moderators of all stages, a ban holds in all rooms.");
        rooms.MapDelete("/restrictions/{viewer}", Lift).WithName("LiftRestriction").WithSummary("Ends what holds against a person; succeeds when nothing does.");
        rooms.MapPost("/held/{held}/approve", Approve).WithName("ApproveMessage").WithSummary("Lets a held message into the room. Who may `review`.");
        rooms.MapPost("/held/{held}/reject", Reject).WithName("RejectMessage").WithSummary("Drops a held message. Who may `review`.");
    }

    private static async Task<Results<Ok<ModerationView>, ProblemHttpResult>> ReadAsync(
        string room, ClaimsPrincipal user, FactsReader facts, RoomEntry entry, ModerationStore store, TimeProvider time, HttpResponse response,
        CancellationToken cancellation)
    {
        if (Caller.From(user) is not { } caller)
            return RoomErrors.Required.ToProblem();
        if (!RoomId.TryParse(room, null, out var id))
            return RoomErrors.Unknown.ToProblem();
        var snapshot = await entry.LookAsync(caller, id, cancellation);
        if (snapshot.Failed)
            return snapshot.Error.ToProblem();
        if (ModerationRights.Of(caller, facts.Current.StageOf(id)?.Id).Count == 0)
            return RoomErrors.Forbidden.ToProblem();

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new ModerationView
        {
            Mode = snapshot.Value.Mode,
            Held = await store.HeldAsync(id, now),
            Restrictions = await store.RestrictionsAsync(id, now),
        });
    }

    private static Task<Results<NoContent, ProblemHttpResult>> SetMode(
        string room, RoomModeBody body, ClaimsPrincipal user, IMediator mediator, CancellationToken cancellation) =>
        ActAsync(room, user, (caller, id) => mediator.Send(new SetRoomMode(caller, id, body.Mode), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> Remove(
        string room, long offset, string? reason, ClaimsPrincipal user, IMediator mediator, CancellationToken cancellation) =>
        ActAsync(room, user, (caller, id) => mediator.Send(new RemoveMessage(caller, id, offset, reason), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> Restrict(
        string room, string viewer, RestrictionBody body, ClaimsPrincipal user, IMediator mediator, CancellationToken cancellation) =>
        OnPersonAsync(room, viewer, user, (caller, id, person) => mediator.Send(new RestrictPerson(caller, id, person, body.Draft), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> Lift(
        string room, string viewer, ClaimsPrincipal user, IMediator mediator, CancellationToken cancellation) =>
        OnPersonAsync(room, viewer, user, (caller, id, person) => mediator.Send(new LiftRestriction(caller, id, person), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> Approve(
        string room, string held, ClaimsPrincipal user, IMediator mediator, CancellationToken cancellation) =>
        ActAsync(room, user, (caller, id) => mediator.Send(new ReviewMessage(caller, id, held, Approve: true), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> Reject(
        string room, string held, ClaimsPrincipal user, IMediator mediator, CancellationToken cancellation) =>
        ActAsync(room, user, (caller, id) => mediator.Send(new ReviewMessage(caller, id, held, Approve: false), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> OnPersonAsync(
        string room, string viewer, ClaimsPrincipal user, Func<Caller, RoomId, ViewerId, Task<Result<Done>>> act) =>
        ActAsync(room, user, async (caller, id) => ViewerId.TryParse(viewer, null, out var person) ? await act(caller, id, person) : RoomErrors.BadId);

    private static async Task<Results<NoContent, ProblemHttpResult>> ActAsync(string room, ClaimsPrincipal user, Func<Caller, RoomId, Task<Result<Done>>> act)
    {
        if (Caller.From(user) is not { } caller)
            return RoomErrors.Required.ToProblem();
        if (!RoomId.TryParse(room, null, out var id))
            return RoomErrors.Unknown.ToProblem();

        var done = await act(caller, id);
        return done.Failed ? done.Error.ToProblem() : TypedResults.NoContent();
    }
}

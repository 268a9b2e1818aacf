using System.Security.Claims;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Live;
using Broadcast.Chat.Moderation;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Chat.Door.Moderation;

/// <summary>Moderation over HTTP: the hub's commands, and a view of the mode, the held messages and the restrictions.</summary>
internal static class ModerationDoor
{
    public static void MapModeration(this IEndpointRouteBuilder routes)
    {
        var rooms = routes.MapGroup("/api/v1/rooms/{room}").WithTags("Moderation").AddEndpointFilter<RedisAwayFilter>();
        rooms.MapGet("/moderation", ReadAsync).WithName("GetModeration")
            .WithSummary("The mode, the held messages, and the people who are restricted. Needs any moderation right in the room.");
        rooms.MapPut("/mode", SetMode).WithName("SetRoomMode").WithSummary("Sets slow mode, followers or staff only, review of everything. Needs the right `mode`.");
        rooms.MapDelete("/messages/{offset:long}", Remove).WithName("RemoveMessage").WithSummary("Removes a message for everybody. Needs the right `remove`.");
        rooms.MapPut("/restrictions/{viewer}", Restrict).WithName("RestrictPerson")
            .WithSummary("Sets `timeout`, `ban` or `shadow`. Needs the right of that name; a ban or shadow by operators and moderators of all stages holds in all rooms.");
        rooms.MapDelete("/restrictions/{viewer}", Lift).WithName("LiftRestriction").WithSummary("Lifts a person's restriction; succeeds when there is none.");
        rooms.MapPost("/held/{held}/approve", Approve).WithName("ApproveMessage").WithSummary("Lets a held message into the room. Needs the right `review`.");
        rooms.MapPost("/held/{held}/reject", Reject).WithName("RejectMessage").WithSummary("Drops a held message. Needs the right `review`.");
    }

    private static async Task<Results<Ok<ModerationView>, ProblemHttpResult>> ReadAsync(
        string room, ClaimsPrincipal user, FactsReader facts, RoomEntry entry, ModerationStore store, RestrictionStore restrictions, TimeProvider time, HttpResponse response,
        CancellationToken cancellation)
    {
        if (Caller.From(user) is not { } caller)
            return AccessErrors.Of(user).ToProblem();
        if (!RoomId.TryParse(room, null, out var id))
            return RoomErrors.Unknown.ToProblem();
        var snapshot = await entry.ReadSnapshotAsync(caller, id, cancellation);
        if (snapshot.Failed)
            return snapshot.Error.ToProblem();
        if (ModerationRights.Of(caller, facts.Current.StageOf(id)?.Id).Count == 0)
            return AccessErrors.Forbidden.ToProblem();

        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new ModerationView
        {
            Mode = snapshot.Value.Mode,
            Held = await store.HeldAsync(id, now),
            Restrictions = await restrictions.AllAsync(id, now),
        });
    }

    private static Task<Results<NoContent, ProblemHttpResult>> SetMode(
        string room, RoomModeBody body, ClaimsPrincipal user, IMediator mediator, CancellationToken cancellation) =>
        ActAsync(room, user, (by, id) => mediator.Send(new SetRoomMode(by, id, body.Mode), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> Remove(
        string room, long offset, string? reason, ClaimsPrincipal user, IMediator mediator, CancellationToken cancellation) =>
        ActAsync(room, user, (by, id) => mediator.Send(new RemoveMessage(by, id, offset, reason), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> Restrict(
        string room, string viewer, RestrictionBody body, ClaimsPrincipal user, RoomDirectory rooms, IMediator mediator, CancellationToken cancellation) =>
        OnPersonAsync(room, viewer, user, (by, id, person) => mediator.Send(new RestrictPerson(by, id, person, rooms.NameOf(id, person), body.Draft), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> Lift(
        string room, string viewer, ClaimsPrincipal user, IMediator mediator, CancellationToken cancellation) =>
        OnPersonAsync(room, viewer, user, (by, id, person) => mediator.Send(new LiftRestriction(by, id, person), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> Approve(
        string room, string held, ClaimsPrincipal user, IMediator mediator, CancellationToken cancellation) =>
        ActAsync(room, user, (by, id) => mediator.Send(new ReviewMessage(by, id, held, Approve: true), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> Reject(
        string room, string held, ClaimsPrincipal user, IMediator mediator, CancellationToken cancellation) =>
        ActAsync(room, user, (by, id) => mediator.Send(new ReviewMessage(by, id, held, Approve: false), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> OnPersonAsync(
        string room, string viewer, ClaimsPrincipal user, Func<Actor, RoomId, ViewerId, Task<Result<Done>>> act) =>
        ActAsync(room, user, async (by, id) => ViewerId.TryParse(viewer, null, out var person) ? await act(by, id, person) : RequestErrors.BadId);

    private static async Task<Results<NoContent, ProblemHttpResult>> ActAsync(string room, ClaimsPrincipal user, Func<Actor, RoomId, Task<Result<Done>>> act)
    {
        if (Caller.From(user) is not { } caller)
            return AccessErrors.Of(user).ToProblem();
        if (!RoomId.TryParse(room, null, out var id))
            return RoomErrors.Unknown.ToProblem();

        var done = await act(Actor.Of(caller), id);
        return done.Failed ? done.Error.ToProblem() : TypedResults.NoContent();
    }
}

using System.Security.Claims;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Live;
using Broadcast.Chat.Pins;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Chat.Door;

/// <summary>Single calls over HTTP: the hub's commands, with the same handlers and error codes.</summary>
internal static class RoomDoor
{
    public static void MapRoomDoor(this IEndpointRouteBuilder routes)
    {
        var rooms = routes.MapGroup("/api/v1/rooms").WithTags("Rooms").AddEndpointFilter<RedisAwayFilter>();
        rooms.MapGet("/{room}", ReadAsync).WithName("GetRoom").WithSummary("What a room shows now.");
        rooms.MapPost("/{stage}/pin", Pin).WithName("PinProduct").WithSummary("Pins a product. Anchors of the stage.");
        rooms.MapDelete("/{stage}/pin", Unpin).WithName("UnpinProduct").WithSummary("Ends the pin; succeeds without one. Anchors of the stage.");
        rooms.MapGet("/{room}/pins/{pin}/go", Go).WithName("FollowPin").WithSummary("Counts a click and leads to the item page.");
        rooms.MapPost("/{stage}/questions", Open).WithName("OpenQuestion").WithSummary("Opens a question at once, or at `opensAt`. Anchors of the stage.");
        rooms.MapGet("/{stage}/questions/{id}", Show).WithName("GetQuestion").WithSummary("A question; after its reveal with counts and winners.");
        rooms.MapPost("/{stage}/questions/{id}/close", Close).WithName("CloseQuestion").WithSummary("Closes a question now. Anchors of the stage.");
        rooms.MapPost("/{stage}/questions/{id}/answer", Mark).WithName("MarkAnswer").WithSummary("Marks the right option, until the question closes, or once after that. Anchors of the stage.");
        rooms.MapPost("/{stage}/questions/{id}/void", Void).WithName("VoidQuestion").WithSummary("Calls a question off that runs. Anchors of the stage.");
        rooms.MapPost("/{stage}/questions/{id}/pause", Pause).WithName("PauseQuestion").WithSummary("Stops the time of an open question. Anchors of the stage.");
        rooms.MapPost("/{stage}/questions/{id}/resume", Resume).WithName("ResumeQuestion").WithSummary("Lets the time of a paused question go on. Anchors of the stage.");
        rooms.MapPost("/{stage}/questions/{id}/reveal", Reveal).WithName("RevealQuestion").WithSummary("Reveals a closed question. Anchors of the stage.");
    }

    private static async Task<Results<Ok<RoomSnapshot>, ProblemHttpResult>> ReadAsync(string room, ClaimsPrincipal user, RoomEntry entry, CancellationToken cancellation)
    {
        if (!RoomId.TryParse(room, null, out var id))
            return RoomErrors.Unknown.ToProblem();

        var snapshot = await entry.ReadSnapshotAsync(Caller.From(user), id, cancellation);
        return snapshot.Failed ? snapshot.Error.ToProblem() : TypedResults.Ok(snapshot.Value);
    }

    private static async Task<Results<Ok<Appended>, ProblemHttpResult>> Pin(
        string stage, PinBody body, ClaimsPrincipal user, FactsReader facts, IMediator mediator, CancellationToken cancellation)
    {
        var acting = Acting.For(user, facts, stage);
        if (acting.Failed)
            return acting.Error.ToProblem();
        if (!ProductId.TryParse(body.ProductId, null, out var product))
            return UnknownErrors.Product.ToProblem();

        var pinned = await mediator.Send(new PinProduct(acting.Value.By, acting.Value.Stage, product, body.Id), cancellation);
        return pinned.Failed ? pinned.Error.ToProblem() : TypedResults.Ok(pinned.Value);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Unpin(
        string stage, ClaimsPrincipal user, FactsReader facts, IMediator mediator, CancellationToken cancellation)
    {
        var acting = Acting.For(user, facts, stage);
        if (acting.Failed)
            return acting.Error.ToProblem();

        return ToNoContent(await mediator.Send(new UnpinProduct(acting.Value.By, acting.Value.Stage), cancellation));
    }

    private static async Task<Results<RedirectHttpResult, ProblemHttpResult>> Go(string room, string pin, FactsReader facts, PinStore pins, HttpResponse response)
    {
        if (!RoomId.TryParse(room, null, out var id) || !facts.Current.Knows(id))
            return RoomErrors.Unknown.ToProblem();
        if (!PinId.TryParse(pin, null, out var known) || known.Stage is not { } stage)
            return PinErrors.Unknown.ToProblem();
        if (await pins.ClickAsync(known, stage) is not { } url || !PinLink.IsSafe(url))
            return PinErrors.Unknown.ToProblem();

        response.Headers.CacheControl = "no-store";
        return TypedResults.Redirect(PinLink.InAscii(url));
    }

    private static async Task<Results<Created<QuestionOpenedReply>, ProblemHttpResult>> Open(
        string stage, QuestionBody body, ClaimsPrincipal user, FactsReader facts, IMediator mediator, CancellationToken cancellation)
    {
        var acting = Acting.For(user, facts, stage);
        if (acting.Failed)
            return acting.Error.ToProblem();
        var draft = body.Draft();
        if (draft.Failed)
            return draft.Error.ToProblem();

        var opened = await mediator.Send(new OpenQuestion(acting.Value.By, acting.Value.Stage, draft.Value, body.Id), cancellation);
        return opened.Failed ? opened.Error.ToProblem() : TypedResults.Created($"/api/v1/rooms/{stage}/questions/{opened.Value.Id}", opened.Value);
    }

    private static async Task<Results<Ok<QuestionView>, ProblemHttpResult>> Show(string stage, string id, ClaimsPrincipal user, QuestionStore questions)
    {
        if (ParseQuestion(stage, id) is not { } asked || await questions.ReadAsync(asked.Id, asked.Stage) is not { } question)
            return QuizErrors.Unknown.ToProblem();

        return TypedResults.Ok(question.View(Caller.From(user)?.MayActFor(asked.Stage) is true));
    }

    private static Task<Results<NoContent, ProblemHttpResult>> Close(
        string stage, string id, ClaimsPrincipal user, FactsReader facts, IMediator mediator, CancellationToken cancellation) =>
        ActAsync(stage, id, user, facts, (by, question) => mediator.Send(new CloseQuestion(by, question), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> Mark(
        string stage, string id, AnswerBody body, ClaimsPrincipal user, FactsReader facts, IMediator mediator, CancellationToken cancellation) =>
        ActAsync(stage, id, user, facts, (by, question) => mediator.Send(new MarkAnswer(by, question, body.Answer ?? Question.Unmarked), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> Void(
        string stage, string id, ClaimsPrincipal user, FactsReader facts, IMediator mediator, CancellationToken cancellation) =>
        ActAsync(stage, id, user, facts, (by, question) => mediator.Send(new VoidQuestion(by, question), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> Pause(
        string stage, string id, ClaimsPrincipal user, FactsReader facts, IMediator mediator, CancellationToken cancellation) =>
        ActAsync(stage, id, user, facts, (by, question) => mediator.Send(new PauseQuestion(by, question, Resume: false), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> Resume(
        string stage, string id, ClaimsPrincipal user, FactsReader facts, IMediator mediator, CancellationToken cancellation) =>
        ActAsync(stage, id, user, facts, (by, question) => mediator.Send(new PauseQuestion(by, question, Resume: true), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> Reveal(
        string stage, string id, ClaimsPrincipal user, FactsReader facts, IMediator mediator, CancellationToken cancellation) =>
        ActAsync(stage, id, user, facts, (by, question) => mediator.Send(new RevealQuestion(by, question), cancellation));

    /// <summary>Runs an anchor's command on a question of the stage, after checking the caller and the ids.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> ActAsync(
        string stage, string id, ClaimsPrincipal user, FactsReader facts, Func<Actor, QuestionId, Task<Result<Done>>> act)
    {
        var acting = Acting.For(user, facts, stage);
        if (acting.Failed)
            return acting.Error.ToProblem();
        if (ParseQuestion(stage, id) is not { } asked)
            return QuizErrors.Unknown.ToProblem();

        return ToNoContent(await act(acting.Value.By, asked.Id));
    }

    /// <summary>Parses a question's id. Null when it is malformed, or names another stage than the path does.</summary>
    private static (QuestionId Id, StageId Stage)? ParseQuestion(string stage, string id) =>
        QuestionId.TryParse(id, null, out var question) && question.Stage is { } own && own.Value == stage ? (question, own) : null;

    private static Results<NoContent, ProblemHttpResult> ToNoContent(Result<Done> done) =>
        done.Failed ? done.Error.ToProblem() : TypedResults.NoContent();
}

using System.Security.Claims;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Polls;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Chat.Door.Polls;

/// <summary>Quick polls over HTTP: the hub's commands, with the same handlers and error codes.</summary>
internal static class PollDoor
{
    public static void MapPolls(this IEndpointRouteBuilder routes)
    {
        var polls = routes.MapGroup("/api/v1/rooms/{stage}/polls").WithTags("Rooms").AddEndpointFilter<RedisAwayFilter>();
        polls.MapPost("", OpenAsync).WithName("OpenPoll").WithSummary("Opens a quick poll at once, or at `opensAt`. Anchors of the stage.");
        polls.MapGet("/{id}", ShowAsync).WithName("GetPoll").WithSummary("A poll; at its end with counts.");
        polls.MapPost("/{id}/close", CloseAsync).WithName("ClosePoll").WithSummary("Ends a poll now and shows its result. Anchors of the stage.");
    }

    private static async Task<Results<Created<PollOpenedReply>, ProblemHttpResult>> OpenAsync(
        string stage, PollBody body, ClaimsPrincipal user, FactsReader facts, IMediator mediator, CancellationToken cancellation)
    {
        var acting = Acting.For(user, facts, stage);
        if (acting.Failed)
            return acting.Error.ToProblem();

        var draft = new PollDraft { Text = body.Text ?? "", Options = body.Options ?? [], Seconds = body.Seconds ?? 0, OpensAt = body.OpensAt };
        var opened = await mediator.Send(new OpenPoll(acting.Value.By, acting.Value.Stage, draft, body.Id), cancellation);
        return opened.Failed ? opened.Error.ToProblem() : TypedResults.Created($"/api/v1/rooms/{stage}/polls/{opened.Value.Id}", opened.Value);
    }

    private static async Task<Results<Ok<PollView>, ProblemHttpResult>> ShowAsync(string stage, string id, ClaimsPrincipal user, PollStore polls) =>
        Parse(stage, id) is { } asked && await polls.ReadAsync(asked.Id, asked.Stage, Caller.From(user)?.MayActFor(asked.Stage) is true) is { } poll ? TypedResults.Ok(poll) : PollErrors.Unknown.ToProblem();

    private static async Task<Results<NoContent, ProblemHttpResult>> CloseAsync(
        string stage, string id, ClaimsPrincipal user, FactsReader facts, IMediator mediator, CancellationToken cancellation)
    {
        var acting = Acting.For(user, facts, stage);
        if (acting.Failed)
            return acting.Error.ToProblem();
        if (Parse(stage, id) is not { } asked)
            return PollErrors.Unknown.ToProblem();

        var closed = await mediator.Send(new ClosePoll(acting.Value.By, asked.Id), cancellation);
        return closed.Failed ? closed.Error.ToProblem() : TypedResults.NoContent();
    }

    /// <summary>Null when the id is malformed, or names another stage than the path does.</summary>
    private static (PollId Id, StageId Stage)? Parse(string stage, string id) =>
        PollId.TryParse(id, null, out var poll) && poll.Stage is { } own && own.Value == stage ? (poll, own) : null;
}

/// <summary>A poll sent over HTTP. A missing required field is refused with the error code of the rule that it breaks.</summary>
internal sealed record PollBody(string? Text, IReadOnlyList<string>? Options, int? Seconds, string? Id, long? OpensAt = null);

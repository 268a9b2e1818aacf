using System.Security.Claims;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Polls;
using Broadcast.Chat.Quiz;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using MediatR;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Chat.Door;

/// <summary>What becomes of scheduled questions and polls before their time, over HTTP: the hub's commands, with the same handlers and error codes.</summary>
internal static class ScheduleDoor
{
    public static void MapSchedule(this IEndpointRouteBuilder routes)
    {
        var rooms = routes.MapGroup("/api/v1/rooms/{stage}").WithTags("Rooms").AddEndpointFilter<RedisAwayFilter>();
        rooms.MapPost("/questions/{id}/open", OpenQuestionAsync).WithName("OpenQuestionNow").WithSummary("Opens a scheduled question now. Anchors of the stage.");
        rooms.MapPost("/questions/{id}/cancel", CancelQuestionAsync).WithName("CancelQuestion").WithSummary("Cancels a scheduled question, and gives its prize back. Anchors of the stage.");
        rooms.MapPost("/polls/{id}/open", OpenPollAsync).WithName("OpenPollNow").WithSummary("Opens a scheduled poll now. Anchors of the stage.");
        rooms.MapPost("/polls/{id}/cancel", CancelPollAsync).WithName("CancelPoll").WithSummary("Cancels a scheduled poll. Anchors of the stage.");
    }

    private static Task<Results<NoContent, ProblemHttpResult>> OpenQuestionAsync(
        string stage, string id, ClaimsPrincipal user, FactsReader facts, IMediator mediator, CancellationToken cancellation) =>
        ActAsync(user, facts, stage, Question(stage, id), QuizErrors.Unknown, (by, question) => mediator.Send(new OpenQuestionNow(by, question), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> CancelQuestionAsync(
        string stage, string id, ClaimsPrincipal user, FactsReader facts, IMediator mediator, CancellationToken cancellation) =>
        ActAsync(user, facts, stage, Question(stage, id), QuizErrors.Unknown, (by, question) => mediator.Send(new CancelQuestion(by, question), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> OpenPollAsync(
        string stage, string id, ClaimsPrincipal user, FactsReader facts, IMediator mediator, CancellationToken cancellation) =>
        ActAsync(user, facts, stage, Poll(stage, id), PollErrors.Unknown, (by, poll) => mediator.Send(new OpenPollNow(by, poll), cancellation));

    private static Task<Results<NoContent, ProblemHttpResult>> CancelPollAsync(
        string stage, string id, ClaimsPrincipal user, FactsReader facts, IMediator mediator, CancellationToken cancellation) =>
        ActAsync(user, facts, stage, Poll(stage, id), PollErrors.Unknown, (by, poll) => mediator.Send(new CancelPoll(by, poll), cancellation));

    private static async Task<Results<NoContent, ProblemHttpResult>> ActAsync<TId>(
        ClaimsPrincipal user, FactsReader facts, string stage, TId? id, Error unknown, Func<Actor, TId, Task<Result<Done>>> act) where TId : struct
    {
        var acting = Acting.For(user, facts, stage);
        if (acting.Failed)
            return acting.Error.ToProblem();
        if (id is not { } known)
            return unknown.ToProblem();

        var done = await act(acting.Value.By, known);
        return done.Failed ? done.Error.ToProblem() : TypedResults.NoContent();
    }

    /// <summary>Null when the id is malformed, or names another stage than the path does.</summary>
    private static QuestionId? Question(string stage, string id) => QuestionId.TryParse(id, null, out var question) && question.Stage?.Value == stage ? question : null;

    /// <inheritdoc cref="Question"/>
    private static PollId? Poll(string stage, string id) => PollId.TryParse(id, null, out var poll) && poll.Stage?.Value == stage ? poll : null;
}

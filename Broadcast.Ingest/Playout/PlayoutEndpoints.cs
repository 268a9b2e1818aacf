using System.Security.Claims;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Ingest.Playout;

/// <summary>What channels show, and what operators do to relays by hand.</summary>
internal static class PlayoutEndpoints
{
    public static void MapPlayout(this IEndpointRouteBuilder routes)
    {
        var channels = routes.MapGroup("/api/v1/channels").WithTags("Channels");
        channels.MapGet("/", List).WithName("ListChannels").WithSummary("All channels, with what they show now");
        channels.MapGet("/{channel}", Get).WithName("GetChannel").WithSummary("What a channel shows now");
        var acts = channels.MapGroup("/{channel}").RequireAuthorization(Roles.Operator);
        acts.MapPost("/take", Take).WithName("TakeStage").WithSummary("Cut a relay to a stage at its next keyframe")
            .WithDescription("The stage stays on air until the rundown's next slot begins, or while the relay is held.");
        acts.MapPost("/hold", Hold).WithName("HoldRelay").WithSummary("Keep what is on air past the ends of slots, until it is released");
        acts.MapPost("/release", Release).WithName("ReleaseRelay")
            .WithSummary("End a hold: the rundown goes on in the present slot. Without a hold nothing changes");
        acts.MapPost("/filler", Fill).WithName("FillRelay").WithSummary("Show the slate at once, until the next slot begins, or while the relay is held");
        acts.MapPost("/return", Return).WithName("ReturnRelay")
            .WithSummary("Go back to what the rundown says now: ends a take, the slate that was put on air by hand, and a hold");
    }

    private static Ok<IReadOnlyList<ChannelStatus>> List(ChannelRegistry channels) =>
        TypedResults.Ok<IReadOnlyList<ChannelStatus>>(
            [.. channels.Relays.Select(ChannelStatus.Of).Concat(channels.Stages.Select(ChannelStatus.Of)).OrderBy(status => status.Id.Value, StringComparer.Ordinal)]);

    private static Results<Ok<ChannelStatus>, ProblemHttpResult> Get(string channel, ChannelRegistry channels)
    {
        if (channels.Relay(channel) is { } relay)
            return TypedResults.Ok(ChannelStatus.Of(relay));
        return channels.Stage(channel) is { } stage ? TypedResults.Ok(ChannelStatus.Of(stage)) : UnknownErrors.Channel.ToProblem();
    }

    private static Task<Results<Ok<RelayAnswer>, ProblemHttpResult>> Take(
        string channel, TakeRequest body, ClaimsPrincipal user, PlayoutDesk desk, CancellationToken cancellation) =>
        desk.ActAsync(channel, "take", Author(user), id => new TakeStage { Channel = id, Stage = body.Stage, ExpectedCurrent = body.ExpectedCurrent, ExpectedSlate = body.ExpectedSlate }, cancellation);

    private static Task<Results<Ok<RelayAnswer>, ProblemHttpResult>> Hold(
        string channel, RelayRequest body, ClaimsPrincipal user, PlayoutDesk desk, CancellationToken cancellation) =>
        desk.ActAsync(channel, "hold", Author(user), id => new HoldRelay { Channel = id, ExpectedCurrent = body.ExpectedCurrent, ExpectedSlate = body.ExpectedSlate }, cancellation);

    private static Task<Results<Ok<RelayAnswer>, ProblemHttpResult>> Release(
        string channel, RelayRequest body, ClaimsPrincipal user, PlayoutDesk desk, CancellationToken cancellation) =>
        desk.ActAsync(channel, "release", Author(user), id => new ReleaseRelay { Channel = id, ExpectedCurrent = body.ExpectedCurrent, ExpectedSlate = body.ExpectedSlate }, cancellation);

    private static Task<Results<Ok<RelayAnswer>, ProblemHttpResult>> Fill(
        string channel, RelayRequest body, ClaimsPrincipal user, PlayoutDesk desk, CancellationToken cancellation) =>
        desk.ActAsync(channel, "filler", Author(user), id => new FillRelay { Channel = id, ExpectedCurrent = body.ExpectedCurrent, ExpectedSlate = body.ExpectedSlate }, cancellation);

    private static Task<Results<Ok<RelayAnswer>, ProblemHttpResult>> Return(
        string channel, RelayRequest body, ClaimsPrincipal user, PlayoutDesk desk, CancellationToken cancellation) =>
        desk.ActAsync(channel, "return", Author(user), id => new ReturnRelay { Channel = id, ExpectedCurrent = body.ExpectedCurrent, ExpectedSlate = body.ExpectedSlate }, cancellation);

    private static EventAuthor Author(ClaimsPrincipal user) => Actor.Of(Caller.From(user)!).Author;
}

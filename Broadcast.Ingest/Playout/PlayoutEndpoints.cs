using System.Security.Claims;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Ingest.Playout.Orders;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Ingest.Playout;

/// <summary>What channels show, and the operators' take.</summary>
internal static class PlayoutEndpoints
{
    public static void MapPlayout(this IEndpointRouteBuilder routes)
    {
        var channels = routes.MapGroup("/api/v1/channels").WithTags("Channels");
        channels.MapGet("/", List).WithName("ListChannels").WithSummary("All channels, with what they show now");
        channels.MapGet("/{channel}", Get).WithName("GetChannel").WithSummary("What a channel shows now");
        channels.MapPost("/{channel}/take", Take).RequireAuthorization(Roles.Operator)
            .WithName("TakeStage").WithSummary("Cut a relay to a stage at its next keyframe");
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

    private static async Task<Results<Ok<TakeAnswer>, ProblemHttpResult>> Take(
        string channel, TakeRequest body, ClaimsPrincipal user, PlayoutOrders orders, CancellationToken cancellation)
    {
        if (!ChannelId.TryParse(channel, null, out var id))
            return UnknownErrors.Channel.ToProblem();

        var by = Actor.Of(Caller.From(user)!).Author;
        var reply = await orders.SendAsync(new TakeStage { Channel = id, Stage = body.Stage, ExpectedCurrent = body.ExpectedCurrent, By = by }, cancellation);
        return reply.Failed ? reply.Error.ToProblem() : TypedResults.Ok(new TakeAnswer(body.Stage, reply.Value.Previous, reply.Value.ExpectedAt));
    }
}

/// <summary>Which stage to take.</summary>
internal sealed record TakeRequest
{
    public required StageId Stage { get; init; }

    /// <summary>
    /// The stage that the operator sees on air. If another is on air or about to be, nothing is done and the answer is
    /// <c>playout.conflict</c>.
    /// </summary>
    public StageId? ExpectedCurrent { get; init; }
}

/// <param name="Stage">The stage that was taken.</param>
/// <param name="Previous">The stage on air before.</param>
/// <param name="ExpectedAt">Date-time at which the cut is expected, Unix milliseconds.</param>
internal sealed record TakeAnswer(StageId Stage, StageId? Previous, long? ExpectedAt);

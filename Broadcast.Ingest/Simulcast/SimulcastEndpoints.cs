using System.Security.Claims;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Ingest.Playout;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Ingest.Simulcast;

/// <summary>For operators: lists the targets of a channel, starts one and holds one back.</summary>
internal static class SimulcastEndpoints
{
    public static void MapSimulcast(this IEndpointRouteBuilder routes)
    {
        var targets = routes.MapGroup("/api/v1/channels/{channel}/simulcast").WithTags("Channels").RequireAuthorization(Roles.Operator);
        targets.MapGet("/", List).WithName("ListSimulcast").WithSummary("The platforms that a channel is pushed to, and how each fares");
        targets.MapPost("/{target}", StartAsync).WithName("StartSimulcast").WithSummary("Push to this platform, or try again at once");
        targets.MapDelete("/{target}", HoldAsync).WithName("HoldSimulcast").WithSummary("Stop pushing to this platform until it is started again, or the host is");
    }

    private static Results<Ok<IReadOnlyList<SimulcastStatus>>, ProblemHttpResult> List(string channel, ChannelRegistry channels, SimulcastPushes pushes) =>
        channels.Output(channel) is null
            ? UnknownErrors.Channel.ToProblem()
            : TypedResults.Ok<IReadOnlyList<SimulcastStatus>>([.. pushes.Of(channel).Select(push => push.Status)]);

    private static async Task<Results<Ok<SimulcastStatus>, ProblemHttpResult>> StartAsync(string channel, string target, ClaimsPrincipal user, SimulcastPushes pushes, IChannelActs acts)
    {
        if (!ChannelId.TryParse(channel, null, out var id) || pushes.Find(channel, target) is not { } push)
            return SimulcastErrors.TargetUnknown.ToProblem();

        var held = push.Start();
        await acts.NoteAsync(ChannelAct.Of(Caller.From(user)!, id, "push.started", new { held }, new { target, held = false }));
        return TypedResults.Ok(push.Status);
    }

    private static async Task<Results<Ok<SimulcastStatus>, ProblemHttpResult>> HoldAsync(string channel, string target, ClaimsPrincipal user, SimulcastPushes pushes, IChannelActs acts)
    {
        if (!ChannelId.TryParse(channel, null, out var id) || pushes.Find(channel, target) is not { } push)
            return SimulcastErrors.TargetUnknown.ToProblem();

        var held = push.Hold();
        await acts.NoteAsync(ChannelAct.Of(Caller.From(user)!, id, "push.held", new { held }, new { target, held = true }));
        return TypedResults.Ok(push.Status);
    }
}

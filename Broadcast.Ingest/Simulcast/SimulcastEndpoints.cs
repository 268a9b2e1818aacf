using Broadcast.Chat.Spine.Errors;
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
        targets.MapPost("/{target}", Start).WithName("StartSimulcast").WithSummary("Push to this platform, or try again at once");
        targets.MapDelete("/{target}", Hold).WithName("HoldSimulcast").WithSummary("Stop pushing to this platform until it is started again");
    }

    private static Results<Ok<IReadOnlyList<SimulcastStatus>>, ProblemHttpResult> List(string channel, ChannelRegistry channels, SimulcastPushes pushes) =>
        channels.Output(channel) is null
            ? UnknownErrors.Channel.ToProblem()
            : TypedResults.Ok<IReadOnlyList<SimulcastStatus>>([.. pushes.Of(channel).Select(push => push.Status)]);

    private static Results<Ok<SimulcastStatus>, ProblemHttpResult> Start(string channel, string target, SimulcastPushes pushes)
    {
        if (pushes.Find(channel, target) is not { } push)
            return SimulcastErrors.TargetUnknown.ToProblem();

        push.Start();
        return TypedResults.Ok(push.Status);
    }

    private static Results<Ok<SimulcastStatus>, ProblemHttpResult> Hold(string channel, string target, SimulcastPushes pushes)
    {
        if (pushes.Find(channel, target) is not { } push)
            return SimulcastErrors.TargetUnknown.ToProblem();

        push.Hold();
        return TypedResults.Ok(push.Status);
    }
}

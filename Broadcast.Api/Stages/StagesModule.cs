using Broadcast.Api.Facts;

namespace Broadcast.Api.Stages;

internal static class StagesModule
{
    public static void AddStages(this IHostApplicationBuilder builder) => builder.AddFacts<StageFacts>();
}

using Broadcast.Api.Facts;

namespace Broadcast.Api.Rundown;

internal static class RundownModule
{
    public static void AddRundown(this IHostApplicationBuilder builder) => builder.AddFacts<RelayFacts>();
}

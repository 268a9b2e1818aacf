using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Live;

internal static class LiveModule
{
    public static void AddLive(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<JoinBudget>();
        builder.Services.TryAddSingleton<AnswersInFlight>();
        builder.Services.TryAddSingleton<StandingFacts>();
        builder.Services.TryAddSingleton<RoomEntry>();
        builder.Services.TryAddSingleton<RoomDirectory>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<RoomDirectory>());
    }
}

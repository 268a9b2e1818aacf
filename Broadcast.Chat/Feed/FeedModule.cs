using Broadcast.Chat.Spine.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Feed;

internal static class FeedModule
{
    public static void AddFeed(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<FeedOptions>();
        builder.Services.TryAddSingleton<FeedMetrics>();
        builder.Services.TryAddSingleton<RoomFeeds>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<RoomFeeds>());
    }
}

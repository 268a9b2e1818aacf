using Broadcast.Api.Shops;
using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Outbox;

internal static class OutboxModule
{
    public static void AddOutbox(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<OutboxOptions>();
        builder.Services.AddSingleton<OutboxBook>();
        builder.Services.AddSingleton<OutboxQueue>();
        builder.Services.AddSingleton<OutboxMetrics>();
        builder.Services.AddSingleton<WebhookPost>();
        // Each try ends by the time of our clock; the requests would be logged with their address.
        builder.Services.AddHttpClient(WebhookPost.Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(services => services.GetRequiredService<GuardedConnection>().Handler()).RemoveAllLoggers();
        builder.Services.AddSingleton<OutboxSender>();
        builder.Services.AddHostedService(services => services.GetRequiredService<OutboxSender>());
        builder.Services.AddSingleton<OutboxCleaner>();
        builder.Services.AddHostedService(services => services.GetRequiredService<OutboxCleaner>());
        builder.Services.AddSingleton<OutboxWatch>();
        builder.Services.AddHostedService(services => services.GetRequiredService<OutboxWatch>());
    }
}

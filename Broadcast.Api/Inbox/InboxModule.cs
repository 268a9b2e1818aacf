using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Inbox;

internal static class InboxModule
{
    public static void AddInbox(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<InboxOptions>();
        builder.Services.AddSingleton<InboxBook>();
        builder.Services.AddHostedService<InboxPusher>();
        builder.Services.AddSingleton<InboxCleaner>();
        builder.Services.AddHostedService(services => services.GetRequiredService<InboxCleaner>());
        builder.AddCallerLimit<InboxOptions>(InboxEndpoints.Limit, options => options.CallsPerMinute);
    }
}

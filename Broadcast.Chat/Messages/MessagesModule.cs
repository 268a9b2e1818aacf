using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Messages;

internal static class MessagesModule
{
    public static void AddMessages(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<ChatLog>();
        builder.Services.TryAddSingleton<PersonPace>();
        builder.Services.TryAddSingleton<Speaking>();
    }
}

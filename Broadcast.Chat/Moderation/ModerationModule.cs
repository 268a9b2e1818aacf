using Broadcast.Chat.Messages;
using Broadcast.Chat.Moderation.Words;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Moderation;

internal static class ModerationModule
{
    public static void AddModeration(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ModerationOptions>().BindConfiguration(ModerationOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.TryAddSingleton<ModerationStore>();
        builder.Services.TryAddSingleton<ChatLog>();
        builder.Services.TryAddSingleton<WordLists>();
        builder.Services.TryAddSingleton<PersonPace>();
        builder.Services.TryAddSingleton<Speaking>();
    }
}

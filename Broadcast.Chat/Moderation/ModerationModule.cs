using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Moderation.Words;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Spine.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Moderation;

internal static class ModerationModule
{
    public static void AddModeration(this IHostApplicationBuilder builder)
    {
        builder.AddOutcomeStream();
        builder.Services.AddSettings<ModerationOptions>();
        builder.Services.TryAddSingleton<ActLog>();
        builder.Services.TryAddSingleton<ModerationStore>();
        builder.Services.TryAddSingleton<RestrictionStore>();
        builder.Services.TryAddSingleton<WordLists>();
    }

    /// <summary>For the service that keeps outcomes.</summary>
    public static void AddModerationOutcomes(this IHostApplicationBuilder builder) =>
        builder.Services.TryAddSingleton<IOutcomeSource<ModeratorActed>, ModerationOutcomes>();
}

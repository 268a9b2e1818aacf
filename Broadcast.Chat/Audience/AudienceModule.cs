using Broadcast.Chat.Audience.Roster;
using Broadcast.Chat.Spine.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Audience;

internal static class AudienceModule
{
    public static void AddAudience(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<AudienceOptions, AudienceOptionsValidator>();
        builder.Services.TryAddSingleton<AudienceStore>();
        builder.Services.TryAddSingleton<RosterStore>();
        builder.Services.TryAddSingleton<AudienceRooms>();
    }
}

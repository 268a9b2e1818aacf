using Broadcast.Chat.Audience.Roster;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Audience;

internal static class AudienceModule
{
    public static void AddAudience(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<AudienceOptions>().BindConfiguration(AudienceOptions.Section).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<AudienceOptions>, AudienceOptionsValidator>());
        builder.Services.TryAddSingleton<AudienceStore>();
        builder.Services.TryAddSingleton<RosterStore>();
        builder.Services.TryAddSingleton<AudienceRooms>();
    }
}

using Broadcast.Chat.Spine.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Spine.Redis;

internal static class RedisModule
{
    public static void AddRedis(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<RedisOptions, RedisConnectionValidator>();
        builder.Services.TryAddSingleton<RedisLink>();
        builder.Services.TryAddSingleton<RedisKeys>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RedisStart>());
    }
}

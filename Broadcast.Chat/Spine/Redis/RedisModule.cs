using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Spine.Redis;

internal static class RedisModule
{
    public static void AddRedis(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<RedisOptions>().BindConfiguration(RedisOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisOptions>, RedisConnectionValidator>());
        builder.Services.TryAddSingleton<RedisLink>();
        builder.Services.TryAddSingleton<RedisKeys>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, RedisStart>());
    }
}

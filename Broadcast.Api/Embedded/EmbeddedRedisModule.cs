using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Processes;

namespace Broadcast.Api.Embedded;

internal static class EmbeddedRedisModule
{
    /// <summary>Adds a private Redis that starts before all other services and ends after them.</summary>
    public static RedisPaths AddEmbeddedRedis(this IHostApplicationBuilder builder, DataDirectory directory)
    {
        var paths = RedisPaths.In(directory.Path);
        builder.AddProcesses();
        builder.Services.AddSingleton(paths);
        builder.Services.AddSingleton<LeftoverRedis>();
        builder.Services.AddHostedService<EmbeddedRedis>();
        return paths;
    }
}

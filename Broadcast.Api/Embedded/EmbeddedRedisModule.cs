using Broadcast.Api.Hosting;
using Broadcast.Ingest.Processes;

namespace Broadcast.Api.Embedded;

internal static class EmbeddedRedisModule
{
    /// <summary>A private Redis that starts before everything else and ends after it.</summary>
    public static RedisPlace AddEmbeddedRedis(this IHostApplicationBuilder builder, DataDirectory directory)
    {
        var place = RedisPlace.In(directory.Path);
        builder.AddProcesses();
        builder.Services.AddSingleton(place);
        builder.Services.AddSingleton<LeftoverRedis>();
        builder.Services.AddHostedService<EmbeddedRedis>();
        return place;
    }
}

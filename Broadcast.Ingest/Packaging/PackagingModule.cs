using Broadcast.Chat.Spine.Processes;
using Broadcast.Chat.Spine.Time;
using Broadcast.Ingest.Sources;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Packaging;

internal static class PackagingModule
{
    /// <summary>Registers the factory that makes a packager for each stage.</summary>
    public static void AddPackaging(this IHostApplicationBuilder builder)
    {
        builder.AddClock();
        builder.Services.TryAddSingleton<Func<IPackager>>(services => () => new StagePackager(
            services.GetRequiredService<ChildWatcher>(), services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<StagePackager>>()));
    }
}

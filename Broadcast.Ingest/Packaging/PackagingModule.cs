using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Sources;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Packaging;

internal static class PackagingModule
{
    /// <summary>Registers the factory that makes a packager for each stage.</summary>
    public static void AddPackaging(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<ReceiveClock>();
        builder.Services.TryAddSingleton<Func<IPackager>>(services => () => new StagePackager(
            services.GetRequiredService<ChildWatcher>(), services.GetRequiredService<ReceiveClock>(), services.GetRequiredService<ILogger<StagePackager>>()));
    }
}

using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Ingest.Processes;

internal static class ProcessesModule
{
    /// <summary>Child processes that end with the host. For any module that starts one, effective once.</summary>
    public static void AddProcesses(this IHostApplicationBuilder builder) => builder.Services.TryAddSingleton<ChildWatcher>();
}

using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Spine.Processes;

internal static class ProcessesModule
{
    /// <summary>Adds child processes that end with the host. Every module that starts one calls this; it takes effect once.</summary>
    public static void AddProcesses(this IHostApplicationBuilder builder) => builder.Services.TryAddSingleton<ChildWatcher>();
}

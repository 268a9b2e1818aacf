using Broadcast.Chat.Spine.Time;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Spine.Facts;

internal static class FactsModule
{
    /// <summary>One reader a process, whichever services it runs.</summary>
    public static void AddFacts(this IHostApplicationBuilder builder)
    {
        builder.AddClock();
        builder.Services.TryAddSingleton<FactsWriter>();
        builder.Services.TryAddSingleton<FactsSeal>();
        builder.Services.TryAddSingleton<FactsReader>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, FactsReader>(services => services.GetRequiredService<FactsReader>()));
    }
}

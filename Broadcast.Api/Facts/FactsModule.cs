using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Api.Facts;

internal static class FactsModule
{
    /// <summary>Keeps the facts in Redis equal to the database.</summary>
    public static void AddFactsKeeper(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton<FactsDocument>();
        builder.Services.AddSingleton<FactsKeeper>();
        builder.Services.AddHostedService(services => services.GetRequiredService<FactsKeeper>());
        builder.Services.AddHealthChecks().AddCheck<FactsWritten>("facts-written");
    }

    /// <summary>A feature's part of the facts.</summary>
    public static void AddFacts<TPart>(this IHostApplicationBuilder builder) where TPart : class, IFactsPart =>
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IFactsPart, TPart>());
}

using Broadcast.Chat.Spine.Time;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Spine.Refusals;

internal static class RefusalsModule
{
    /// <summary>Adds <see cref="RefusalLog"/>. Each module with a door to strangers may call this again.</summary>
    public static void AddRefusals(this IHostApplicationBuilder builder)
    {
        builder.AddClock();
        builder.Services.TryAddSingleton<RefusalLog>();
        builder.Services.AddHostedService<RefusalRounds>();
    }

    /// <summary>Lets HTTP answer requests that cannot be read, and outages of Redis, as what they are.</summary>
    public static void AddExpectedFailures(this IHostApplicationBuilder builder)
    {
        builder.AddRefusals();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IExceptionHandler, ExpectedFailures>());
    }
}

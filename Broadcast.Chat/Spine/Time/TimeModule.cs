using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Settings;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Spine.Time;

internal static class TimeModule
{
    /// <summary>Makes the one clock what <see cref="TimeProvider"/> means everywhere in this process.</summary>
    public static void AddClock(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton(new DisciplinedClock(TimeProvider.System));
        builder.Services.TryAddSingleton<TimeProvider>(services => services.GetRequiredService<DisciplinedClock>());
    }

    /// <summary>Sets that clock by the reference and keeps it right. Must come behind Redis, and before everything that uses the time.</summary>
    public static void AddClockDiscipline(this IHostApplicationBuilder builder)
    {
        builder.AddClock();
        builder.Services.AddSettings<ClockOptions>();
        builder.Services.TryAddSingleton<ClockReference>();
        builder.Services.TryAddSingleton<FirstMeasurement>();
        builder.Services.TryAddSingleton<SkewedClocks>();
        builder.Services.TryAddSingleton<LateRefusal>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ClockStart>());
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ClockDiscipline>());
    }
}

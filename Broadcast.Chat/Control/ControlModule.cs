using Broadcast.Chat.Outcomes;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Control;

internal static class ControlModule
{
    public static void AddControl(this IHostApplicationBuilder builder)
    {
        builder.AddOutcomeAlarms();
        builder.Services.TryAddSingleton<ClockAlarm>();
        builder.Services.AddHostedService<StageReportFeed>();
    }
}

using Broadcast.Chat.Outcomes;

namespace Broadcast.Chat.Control;

internal static class ControlModule
{
    public static void AddControl(this IHostApplicationBuilder builder)
    {
        builder.AddOutcomeAlarms();
        builder.Services.AddHostedService<StageReportFeed>();
    }
}

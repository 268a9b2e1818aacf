namespace Broadcast.Chat.Control;

internal static class ControlModule
{
    public static void AddControl(this IHostApplicationBuilder builder) => builder.Services.AddHostedService<StageReportFeed>();
}

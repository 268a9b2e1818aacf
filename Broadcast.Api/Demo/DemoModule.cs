using Broadcast.Chat.Spine.Processes;
using Broadcast.Chat.Spine.Settings;

namespace Broadcast.Api.Demo;

/// <summary>
/// Registers the demo festival. Add it after the other modules: it must start after the database, and before the services that read the
/// database.
/// </summary>
internal static class DemoModule
{
    public static void AddDemo(this IHostApplicationBuilder builder)
    {
        DemoIssuer.Configure(builder.Configuration);
        builder.Services.AddSettings<DemoOptions>();
        builder.AddProcesses();
        builder.Services.AddSingleton<DemoSecrets>();
        builder.Services.AddSingleton<DemoAddresses>();
        builder.Services.AddSingleton<DemoDoors>();
        builder.Services.AddSingleton<DemoRundownKeeper>();
        builder.Services.AddHostedService<DemoStart>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DemoRundownKeeper>());
        builder.Services.AddHostedService<DemoEncoders>();
    }
}

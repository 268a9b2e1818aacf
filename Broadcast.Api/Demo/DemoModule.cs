using Broadcast.Ingest.Processes;

namespace Broadcast.Api.Demo;

/// <summary>The demo festival: after the modules, because it starts after the database and before the services that read it.</summary>
internal static class DemoModule
{
    public static void AddDemo(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<DemoOptions>().BindConfiguration(DemoOptions.Section).ValidateDataAnnotations().ValidateOnStart();
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

using Broadcast.Api.Demo.Audience;
using Broadcast.Api.Demo.Hand;
using Broadcast.Api.Demo.Pictures;
using Broadcast.Api.Demo.Scenes;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Chat.Spine.Settings;
using MediatR;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Demo;

/// <summary>
/// Registers the demo festival. Add it after the other modules: it must start after the database, and before the services that read the
/// database.
/// </summary>
internal static class DemoModule
{
    public static void AddDemo(this IHostApplicationBuilder builder, HostRoles roles)
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
        builder.Services.AddSingleton<SceneShelf>();
        builder.Services.AddSingleton<SceneFilmer>();
        builder.Services.AddHostedService<SceneStudio>();
        builder.Services.AddHostedService<DemoEncoders>();
        if (roles.Chat)
            builder.AddSimulation();
    }

    /// <summary>Needs the rooms in this process: the audience comes to its hub, and the hand gives commands to its handlers.</summary>
    private static void AddSimulation(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services => new Simulation(services.GetRequiredService<IOptions<DemoOptions>>().Value is { Audience: > 0 } or { Hand: true }));
        builder.Services.AddSingleton<HandOver>();
        builder.Services.AddTransient(typeof(IPipelineBehavior<,>), typeof(HandYields<,>));
        builder.Services.AddHostedService<DemoHand>();
        builder.Services.AddSingleton<AudienceTickets>();
        builder.Services.AddHostedService<DemoAudience>();
    }

    public static void MapDemo(this IEndpointRouteBuilder routes) => routes.MapDemoPictures();
}

using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Settings;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Admission;

internal static class AdmissionModule
{
    /// <summary>Connections that the system queues until they are accepted: thousands may come back to a room at once.</summary>
    private const int Backlog = 4096;

    public static void AddAdmission(this IHostApplicationBuilder builder)
    {
        builder.AddTrustedProxies();
        builder.Services.AddSettings<AdmissionOptions>();
        builder.Services.Configure<SocketTransportOptions>(options => options.Backlog = Backlog);
        builder.Services.AddSingleton<IConfigureOptions<KestrelServerOptions>, ConnectionCap>();
        builder.Services.TryAddSingleton<HubGate>();
        builder.Services.TryAddSingleton<HubDrain>();
        builder.Services.TryAddSingleton<HubSocket>();
        builder.Services.TryAddSingleton<HubPath>();
        builder.Services.TryAddSingleton<PeopleHere>();
        builder.Services.AddSingleton<IHostLifetime, DrainingLifetime>();
        builder.Services.AddHealthChecks().AddCheck<DrainHealthCheck>("drain");
    }
}

using Broadcast.Chat.Rooms;
using Microsoft.AspNetCore.SignalR.Protocol;

namespace Broadcast.Chat.Door;

internal static class HubProtocols
{
    /// <summary>Wraps every protocol that is registered by type in a <see cref="PaddedProtocol"/> and a <see cref="StrictProtocol"/>.</summary>
    public static void WrapProtocols(this IServiceCollection services)
    {
        for (var i = 0; i < services.Count; i++)
        {
            if (services[i].ServiceType == typeof(IHubProtocol) && services[i].ImplementationType is { } type)
                services[i] = ServiceDescriptor.Singleton<IHubProtocol>(provider => new StrictProtocol(
                    new PaddedProtocol((IHubProtocol)ActivatorUtilities.CreateInstance(provider, type)),
                    provider.GetRequiredService<ChatMetrics>(),
                    provider.GetRequiredService<TimeProvider>()));
        }
    }
}

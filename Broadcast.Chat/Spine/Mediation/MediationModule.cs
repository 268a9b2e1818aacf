using System.Reflection;
using MediatR;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Spine.Mediation;

internal static class MediationModule
{
    /// <summary>
    /// Registers the mediator and every handler of <paramref name="assembly"/>. MediatR 5.1 has no registration package of its own.
    /// </summary>
    public static void AddMediation(this IHostApplicationBuilder builder, Assembly assembly)
    {
        builder.Services.TryAddTransient<ServiceFactory>(services => services.GetRequiredService);
        builder.Services.TryAddTransient<IMediator, Mediator>();
        foreach (var type in assembly.GetTypes().Where(type => type is { IsClass: true, IsAbstract: false }))
            foreach (var handler in type.GetInterfaces().Where(IsHandler))
                builder.Services.AddTransient(handler, type);
    }

    private static bool IsHandler(Type type) =>
        type.IsGenericType && (type.GetGenericTypeDefinition() == typeof(IRequestHandler<,>) || type.GetGenericTypeDefinition() == typeof(INotificationHandler<>));
}

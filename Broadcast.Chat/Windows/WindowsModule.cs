using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Spine.Rooms;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Windows;

internal static class WindowsModule
{
    /// <summary>The lives of windows, for every service that changes one.</summary>
    public static void AddWindows(this IHostApplicationBuilder builder)
    {
        builder.AddOutcomeStream();
        builder.Services.TryAddSingleton<WindowScripts>();
        builder.Services.TryAddSingleton<WindowStore>();
        builder.Services.TryAddSingleton<EntryStore>();
        builder.Services.TryAddSingleton<IOpenWindows, OpenWindows>();
        builder.Services.TryAddSingleton<Handover>();
    }

    /// <summary>A kind whose windows this service opens, closes and takes entries for.</summary>
    public static void AddWindowKind<TKind>(this IHostApplicationBuilder builder) where TKind : class, IWindowKind
    {
        builder.AddWindows();
        builder.Services.TryAddSingleton<Acceptor>();
        builder.Services.TryAddSingleton<LostWindows>();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IWindowKind, TKind>());
        builder.Services.AddHostedService<WindowClock>();
    }
}

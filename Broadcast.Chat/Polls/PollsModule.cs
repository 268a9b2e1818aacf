using Broadcast.Chat.Windows;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Chat.Polls;

internal static class PollsModule
{
    public static void AddPolls(this IHostApplicationBuilder builder)
    {
        builder.AddWindowKind<PollKind>();
        builder.Services.TryAddSingleton<PollStore>();
        builder.Services.TryAddSingleton<LaterPolls>();
        builder.Services.TryAddSingleton<Votes>();
    }
}

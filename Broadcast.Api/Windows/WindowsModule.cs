using Broadcast.Api.Commits;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Api.Windows;

internal static class WindowsModule
{
    /// <summary>A kind whose windows the database keeps.</summary>
    public static void AddBookKind<TKind>(this IHostApplicationBuilder builder) where TKind : class, IBookKind
    {
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IBookKind, TKind>());
        if (builder.Services.Any(service => service.ServiceType == typeof(BookKernel)))
            return;

        builder.Services.AddSingleton<BookKernel>();
        builder.Services.AddSingleton<StepNotice>();
        builder.Services.AddSingleton<EntryBook>();
        builder.AddGroupCommit<EntryRequest, EntryAnswer, EntryBook>();
        builder.Services.AddHostedService<BookClock>();
        builder.Services.AddHostedService<BookTeller>();
    }
}

using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Settings;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Commits;

internal static class CommitsModule
{
    /// <summary>Registers a <see cref="GroupCommit{TRequest,TAnswer}"/> for a book that is registered.</summary>
    public static void AddGroupCommit<TRequest, TAnswer, TBook>(this IHostApplicationBuilder builder) where TRequest : class where TBook : class, IGroupBook<TRequest, TAnswer>
    {
        builder.Services.AddSettings<GroupCommitOptions>();
        builder.Services.TryAddSingleton<CommitMetrics>();
        builder.Services.AddSingleton(provider => new GroupCommit<TRequest, TAnswer>(
            provider.GetRequiredService<TBook>(), provider.GetRequiredService<IDbContextFactory<FestivalDb>>(), provider.GetRequiredService<IOptions<GroupCommitOptions>>().Value,
            provider.GetRequiredService<CommitMetrics>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<GroupCommit<TRequest, TAnswer>>>()));
    }
}

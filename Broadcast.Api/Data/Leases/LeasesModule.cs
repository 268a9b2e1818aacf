using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Settings;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Broadcast.Api.Data.Leases;

internal static class LeasesModule
{
    /// <summary>Must come behind the start of the database, and before all that works under a lease: it ends last.</summary>
    public static void AddLeases(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<ApiMeter>();
        builder.Services.AddSettings<LeaseOptions>();
        builder.Services.AddSingleton<LeaseTable>();
        builder.Services.AddSingleton<IInterceptor, LeaseFence>();
        builder.Services.AddSingleton<IInterceptor, LeasedStatements>();
        builder.Services.AddSingleton<LeaseMetrics>();
        builder.Services.AddSingleton<LeaseKeeper>();
        builder.Services.AddSingleton<ILeases>(services => services.GetRequiredService<LeaseKeeper>());
        builder.Services.AddHostedService(services => services.GetRequiredService<LeaseKeeper>());
    }
}

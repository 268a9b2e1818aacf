using Broadcast.Api.Data.Leases;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Data;

internal static class DatabaseModule
{
    /// <summary>Name of the connection string: <c>ConnectionStrings:Database</c>.</summary>
    public const string Name = "Database";

    public static void AddDatabase(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<DatabaseOptions>()
            .Configure<IConfiguration>((options, configuration) => options.Connection = configuration.GetConnectionString(Name) ?? "")
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<DatabaseOptions>, DatabaseOptionsValidator>();
        builder.Services.AddSingleton<CommitNotice>();
        builder.Services.AddSingleton<IInterceptor>(services => services.GetRequiredService<CommitNotice>());
        builder.Services.AddSingleton(services => services.GetRequiredService<IOptions<DatabaseOptions>>().Value
            .Engine(options => Configure(options, services), services.GetRequiredService<TimeProvider>()));
        builder.Services.AddSingleton<IDbContextFactory<FestivalDb>, DatabaseFactory>();
        builder.Services.AddScoped(services => services.GetRequiredService<IDatabaseEngine>().Open());
        builder.Services.AddScoped<AfterCommit>();
        builder.Services.AddHostedService<DatabaseStart>();
        builder.AddLeases();
        builder.Services.AddHealthChecks().AddCheck<DatabaseReady>("database");
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IExceptionHandler, DatabaseFailures>());
    }

    /// <summary>Whoever catches a failure tells it: most are expected (a conflict), or told by who goes on without the database.</summary>
    private static void Configure(DbContextOptionsBuilder options, IServiceProvider services) => options
        .UseApplicationServiceProvider(services)
        .AddInterceptors(services.GetServices<IInterceptor>())
        .ConfigureWarnings(warnings => warnings.Log(
            (CoreEventId.SaveChangesFailed, LogLevel.Debug), (CoreEventId.QueryIterationFailed, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug),
            (RelationalEventId.ConnectionError, LogLevel.Debug), (RelationalEventId.TransactionError, LogLevel.Debug)));
}

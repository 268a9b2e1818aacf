using Microsoft.EntityFrameworkCore;
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
        builder.Services.AddDbContextFactory<FestivalDb>((services, options) => options
            .UseSqlite(services.GetRequiredService<IOptions<DatabaseOptions>>().Value.SqliteConnection)
            .AddInterceptors(services.GetRequiredService<CommitNotice>()));
        builder.Services.AddHostedService<DatabaseStart>();
        builder.Services.AddHealthChecks().AddCheck<DatabaseReady>("database");
    }
}

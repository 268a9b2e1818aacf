using Broadcast.Chat.Spine.Refusals;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Metrics;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>What every process has, whichever services it runs: plain start failures, quiet requests, origins, health, metrics.</summary>
internal static class HostingModule
{
    public static void AddHosting(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(new ConfigurationFaults(builder.Services));
        builder.AddTrustedProxies();
        builder.AddRefusals();
        builder.AddAllowedOrigins();
        builder.Logging.AddConsoleFormatter<StartConsoleFormatter, ConsoleFormatterOptions>();
        builder.Services.Configure<ConsoleLoggerOptions>(options => options.FormatterName ??= StartConsoleFormatter.FormatName);
        builder.Services.Configure<SimpleConsoleFormatterOptions>(options => options.SingleLine = true);
        builder.Services.PostConfigure<LoggerFilterOptions>(QuietRequests.Apply);
        // Without this line it would write a key ring into the home folder. A service with a database keeps its keys there instead.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddHealthChecks().AddCheck<RedisReady>("redis");
        builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("LiveFestival.*", "System.Runtime", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "Microsoft.AspNetCore.Http.Connections")
            .AddPrometheusExporter());
    }

    /// <summary>Routing, and the rules for pages of other sites. Must come before what the services add.</summary>
    public static void UseHosting(this WebApplication app)
    {
        app.UseRouting();
        app.UseAllowedOrigins();
    }

    /// <summary><c>/healthz</c>, <c>/readyz</c>, <c>/metrics</c>.</summary>
    public static void MapHosting(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = _ => false });
        routes.MapHealthChecks("/readyz", new HealthCheckOptions { ResponseWriter = Readiness.WriteAsync });
        routes.MapPrometheusScrapingEndpoint("/metrics");
    }
}

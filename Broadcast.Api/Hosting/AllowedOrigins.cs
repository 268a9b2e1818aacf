using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Settings;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Hosting;

/// <summary>Applies one list of origins as CORS, and as a check of requests to the hub, because CORS does not cover WebSockets.</summary>
internal static class AllowedOrigins
{
    public static void AddAllowedOrigins(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<OriginOptions>();
        builder.Services.AddCors();
        builder.Services.AddOptions<CorsOptions>().Configure<IOptions<OriginOptions>>((cors, origins) => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. origins.Value.Origins]).AllowAnyHeader().AllowAnyMethod().AllowCredentials().WithExposedHeaders("Retry-After")));
    }

    public static void UseAllowedOrigins(this WebApplication app)
    {
        app.UseWhen(context => Guarded(context.Request.Path), branch => branch.UseCors().Use(RefuseAsync));
    }

    private static bool Guarded(PathString path) =>
        path.StartsWithSegments("/api", StringComparison.Ordinal) || path.StartsWithSegments("/hubs", StringComparison.Ordinal);

    private static async Task RefuseAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments("/hubs", StringComparison.Ordinal)
            && request.Headers.Origin is [{ Length: > 0 } origin]
            && !IsOwn(origin, request)
            && !context.RequestServices.GetRequiredService<IOptions<OriginOptions>>().Value.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            await OriginErrors.Refused.ToProblem().ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    /// <summary>Compares host and port only: behind a proxy that terminates TLS the scheme differs.</summary>
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}

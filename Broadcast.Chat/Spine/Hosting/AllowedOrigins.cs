using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Refusals;
using Broadcast.Chat.Spine.Settings;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>
/// What pages of other sites may do, by one list of origins: as CORS, and as a check of requests to the hub, because CORS does not cover
/// WebSockets. Every process with the API or the hub uses it.
/// </summary>
internal static class AllowedOrigins
{
    public static void AddAllowedOrigins(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<OriginOptions>();
        builder.Services.AddCors();
        builder.Services.AddOptions<CorsOptions>().Configure<IOptions<OriginOptions>>((cors, origins) => cors.AddDefaultPolicy(policy => policy
            .WithOrigins([.. origins.Value.Origins]).AllowAnyHeader().AllowAnyMethod().AllowCredentials().WithExposedHeaders("Retry-After", "Idempotency-Replayed")));
    }

    /// <summary>Must come before the hub.</summary>
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
            && !OwnPages.Include(origin, request)
            && !context.RequestServices.GetRequiredService<IOptions<OriginOptions>>().Value.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            context.RequestServices.GetRequiredService<RefusalLog>().Note(context.Connection.RemoteIpAddress, "The hub", OriginErrors.Refused.Code);
            await OriginErrors.Refused.ToProblem().ExecuteAsync(context);
            return;
        }

        await next(context);
    }
}

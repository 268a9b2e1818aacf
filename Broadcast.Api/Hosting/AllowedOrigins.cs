using Broadcast.Chat.Errors;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Hosting;

/// <summary>The same list for both doors: CORS for what pages read, and a check of its own for the hub, because WebSockets know no CORS.</summary>
internal static class AllowedOrigins
{
    private static readonly Error Refused = new("origin.refused", "Pages of this origin may not connect. Add it to Cors:Origins.", ErrorKind.Forbidden);

    public static void AddAllowedOrigins(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<OriginOptions>().BindConfiguration(OriginOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<OriginOptions>, OriginOptionsValidator>();
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
            await Refused.ToProblem().ExecuteAsync(context);
            return;
        }

        await next(context);
    }

    /// <summary>By host and port alone: behind a proxy that ends TLS the scheme differs.</summary>
    private static bool IsOwn(string origin, HttpRequest request) =>
        Uri.TryCreate(origin, UriKind.Absolute, out var uri) && uri.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase);
}

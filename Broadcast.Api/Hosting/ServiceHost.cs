using Broadcast.Api.Demo;
using Broadcast.Api.Pages;
using Broadcast.Chat;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Hosting;
using Broadcast.Ingest;

namespace Broadcast.Api.Hosting;

/// <summary>The services of LiveFestival in one process: all of them, or those that <c>--Roles</c> names. The same code either way.</summary>
internal static class ServiceHost
{
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        builder.AddHosting();
        var roles = builder.AddRoles();
        builder.AddWebServer();
        if (roles.Api) builder.AddApi();
        if (roles.Ingest) builder.AddIngest();
        if (roles.Chat) builder.AddChat();
        if (roles.Demo) builder.AddDemo();

        var app = builder.Build();
        // Made before the container: asked for once, so that the container owns it and lets go of its lock last.
        _ = app.Services.GetService<DataDirectory>();
        app.UseProblems();
        app.UseTrustedProxies();
        app.UseSecurityHeaders();
        if (roles.Api) app.UsePages();
        app.UseRouting();
        app.UseAllowedOrigins();
        if (roles.Chat) app.UseChat();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.MapHosting();
        if (roles.Api) app.MapApi();
        if (roles.Ingest) app.MapIngest();
        if (roles.Chat) app.MapChat();
        if (roles.Api) app.MapPages();
        return app;
    }
}

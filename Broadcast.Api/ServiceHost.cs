using Broadcast.Api.Demo;
using Broadcast.Api.Hosting;
using Broadcast.Api.Pages;
using Broadcast.Api.Spine;
using Broadcast.Chat;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Ingest;

namespace Broadcast.Api;

/// <summary>The services of LiveFestival in one process: all, or those that <c>--Roles</c> names, with the same code.</summary>
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
        if (roles.Demo) builder.AddDemo(roles);

        var app = builder.Build();
        // Created before the container. Resolving it first makes the container own it and dispose it, with its lock, last.
        _ = app.Services.GetService<DataDirectory>();
        app.UseProblems();
        app.UseTrustedProxies();
        app.UseSecurityHeaders();
        if (roles.Api) app.UsePages();
        app.UseHosting();
        if (roles.Chat) app.UseChat();
        app.UseAuthentication();
        app.UseAuthorization();
        if (roles.Api) app.UseApi();
        app.UseRateLimiter();
        app.MapHosting();
        if (roles.Api) app.MapApi();
        if (roles.Ingest) app.MapIngest();
        if (roles.Chat) app.MapChat();
        if (roles.Demo) app.MapDemo();
        if (roles.Api) app.MapPages();
        return app;
    }
}

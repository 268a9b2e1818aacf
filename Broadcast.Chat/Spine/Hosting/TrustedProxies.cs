using System.Net;
using Broadcast.Chat.Spine.Settings;
using Broadcast.Chat.Spine.Time;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Spine.Hosting;

/// <summary>Reads viewers' addresses from the headers of trusted proxies, so that limits per address do not count the proxy.</summary>
internal static class TrustedProxies
{
    public static void AddTrustedProxies(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSettings<ProxyOptions>();
        builder.AddClock();
        builder.Services.TryAddSingleton<ListedProxies>();
        builder.Services.TryAddSingleton<UnlistedProxies>();
    }

    public static void UseTrustedProxies(this WebApplication app)
    {
        // Made at the first request, because it writes to the log.
        var unlisted = new Lazy<UnlistedProxies>(app.Services.GetRequiredService<UnlistedProxies>);
        app.Use(next => context =>
        {
            unlisted.Value.Look(context);
            return next(context);
        });

        var trusted = app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.Trusted;
        if (trusted.Count == 0)
            return;

        // However many proxies there are in a row: the addresses are read from the last one back, up to the first that is not listed.
        var headers = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto, ForwardLimit = null };
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        foreach (var text in trusted)
            if (IPAddress.TryParse(text, out var address))
                headers.KnownProxies.Add(address);
            else
                headers.KnownIPNetworks.Add(System.Net.IPNetwork.Parse(text));
        app.UseForwardedHeaders(headers);
    }
}

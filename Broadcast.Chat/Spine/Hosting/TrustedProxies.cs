using System.Net;
using Broadcast.Chat.Spine.Settings;
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
        builder.Services.TryAddSingleton<ListedProxies>();
    }

    public static void UseTrustedProxies(this WebApplication app)
    {
        var trusted = app.Services.GetRequiredService<IOptions<ProxyOptions>>().Value.Trusted;
        if (trusted.Count == 0)
            return;

        var headers = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
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

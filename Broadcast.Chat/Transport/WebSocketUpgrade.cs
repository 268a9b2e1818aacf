using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Broadcast.Chat.Transport;

/// <summary>Turns a request into a WebSocket: RFC 6455 §4.2 over HTTP/1.1, RFC 8441 over HTTP/2.</summary>
internal static class WebSocketUpgrade
{
    private const string Guid = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const string Version = "13";
    private const int KeyBytes = 16;

    /// <summary>
    /// Accepts the upgrade and returns the stream of both directions. Null, with nothing sent, when the request is not valid.
    /// </summary>
    public static async Task<Stream?> AcceptAsync(HttpContext context)
    {
        if (context.Request.Headers.SecWebSocketVersion != Version)
            return null;

        var features = context.Features;
        if (features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" } connect)
        {
            if (features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
                size.MaxRequestBodySize = null;
            return await connect.AcceptAsync();
        }

        if (features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true } upgrade || Answer(context.Request) is not { } answer)
            return null;

        context.Response.Headers.Connection = HeaderNames.Upgrade;
        context.Response.Headers.Upgrade = "websocket";
        context.Response.Headers.SecWebSocketAccept = answer;
        return await upgrade.UpgradeAsync();
    }

    private static string? Answer(HttpRequest request)
    {
        if (!string.Equals(request.Headers.Upgrade, "websocket", StringComparison.OrdinalIgnoreCase)
            || request.Headers.SecWebSocketKey is not [{ Length: 24 } key]
            || !Convert.TryFromBase64String(key, stackalloc byte[18], out var length) || length != KeyBytes)
            return null;

        // The RFC requires SHA-1. It only proves that this is a WebSocket server; nothing depends on its strength.
#pragma warning disable CA5350
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + Guid)));
#pragma warning restore CA5350
    }
}

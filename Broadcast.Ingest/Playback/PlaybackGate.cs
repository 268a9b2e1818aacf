using System.Collections.Frozen;
using Broadcast.Chat.Spine.Errors;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Broadcast.Ingest.Playback;

/// <summary>
/// Checks the playback token of every request below <c>/live/{channel}</c>, whichever feature maps it. Added to the pipeline only when a
/// channel is protected; an open channel costs one look-up.
/// </summary>
internal sealed class PlaybackGate(IOptions<PlaybackOptions> options, PlaybackTokens tokens) : IStartupFilter
{
    /// <summary>Scoped to the channel's paths, so that browsers send it nowhere else.</summary>
    public const string Cookie = "livefestival-playback";

    public const string StreamEnding = ".flv";

    private readonly FrozenSet<string> _protected =
        options.Value.Channels.Where(channel => channel.Value == PlaybackOptions.Ticket).Select(channel => channel.Key).ToFrozenSet(StringComparer.Ordinal);

    public bool Protects(string channel) => _protected.Contains(channel);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        if (_protected.Count > 0)
            app.Use(CheckAsync);
        next(app);
    };

    /// <summary>The token from the header or the cookie; never from the URL, which caches and logs keep.</summary>
    public static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
            ? header[7..].Trim()
            : request.Cookies[Cookie];

    private async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (ChannelOf(context.Request.Path) is not { } channel || !Protects(channel))
        {
            await next(context);
            return;
        }

        AllowOrigin(context);
        if (!HttpMethods.IsOptions(context.Request.Method))
        {
            var right = await tokens.ReadAsync(TokenOf(context.Request), channel);
            if (right.Error is { } refused)
            {
                context.Response.Headers.CacheControl = "no-store";
                await refused.ToProblem().ExecuteAsync(context);
                return;
            }

            context.Features.Set(right.Value);
        }

        await next(context);
    }

    /// <summary>Replaces open CORS headers before the response leaves: only configured origins may send credentials.</summary>
    private void AllowOrigin(HttpContext context) => context.Response.OnStarting(() =>
    {
        var headers = context.Response.Headers;
        headers.Append(HeaderNames.Vary, HeaderNames.Origin);
        // A shared cache that does not check the token would give the media to everyone.
        if (!options.Value.EdgeChecks)
            headers.CacheControl = headers.CacheControl.ToString().Replace("public", "private", StringComparison.Ordinal);
        headers.Remove(HeaderNames.AccessControlAllowOrigin);
        if (context.Request.Headers.Origin is [{ } origin] && options.Value.Origins.Contains(origin, StringComparer.OrdinalIgnoreCase))
        {
            headers.AccessControlAllowOrigin = origin;
            headers.AccessControlAllowCredentials = "true";
            // With credentials, '*' would mean a header of that name.
            if (HttpMethods.IsOptions(context.Request.Method))
                headers.AccessControlAllowHeaders = "authorization, range";
        }

        return Task.CompletedTask;
    });

    private static string? ChannelOf(PathString path)
    {
        // Routes match case-insensitively.
        if (!path.StartsWithSegments("/live", StringComparison.OrdinalIgnoreCase, out var rest) || rest.Value is not { Length: > 1 } below)
            return null;
        var end = below.IndexOf('/', 1);
        var name = end < 0 ? below[1..] : below[1..end];
        // /live/{channel}.flv is the one path of a channel that is not below its folder.
        return name.EndsWith(StreamEnding, StringComparison.OrdinalIgnoreCase) ? name[..^StreamEnding.Length] : name;
    }
}

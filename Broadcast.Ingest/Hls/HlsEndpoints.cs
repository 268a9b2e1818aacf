using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Broadcast.Chat.Errors;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Playout;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Ingest.Hls;

/// <summary>The HLS origin under <c>/live</c>.</summary>
internal static class HlsEndpoints
{
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static void MapHls(this IEndpointRouteBuilder routes)
    {
        var live = routes.MapGroup("/live/{channel}").AddEndpointFilter(AllowAnyOrigin).ExcludeFromDescription();
        live.MapMethods("/index.m3u8", Reads, (string channel, ChannelRegistry channels) => Multivariant(channel, channels, MediaNames.LowLatency));
        live.MapMethods("/plain.m3u8", Reads, (string channel, ChannelRegistry channels) => Multivariant(channel, channels, MediaNames.Plain));
        live.MapMethods("/ll.m3u8", Reads, LowLatency);
        live.MapMethods("/ll-{rendition}.m3u8", Reads, LowLatency);
        live.MapMethods("/full.m3u8", Reads, Plain);
        live.MapMethods("/full-{rendition}.m3u8", Reads, Plain);
        live.MapMethods("/init/{name}.mp4", Reads, Init);
        live.MapMethods("/{epoch}/p{number:long}.m4s", Reads, PartAsync);
        live.MapMethods("/{epoch}/s{number:long}.m4s", Reads, SegmentOf);
        live.MapMethods("/{**any}", [HttpMethods.Options], Preflight);
    }

    /// <summary>Media is for every page: nothing here depends on who asks.</summary>
    private static ValueTask<object?> AllowAnyOrigin(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var headers = context.HttpContext.Response.Headers;
        headers.AccessControlAllowOrigin = "*";
        // What is not found now may be there later; results that may be kept say so themselves.
        headers.CacheControl = "no-store";
        return next(context);
    }

    private static IResult Preflight(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.AccessControlAllowMethods = "GET, HEAD, OPTIONS";
        headers.AccessControlAllowHeaders = "*";
        headers.AccessControlMaxAge = "86400";
        return Results.NoContent();
    }

    private static IResult Multivariant(string channel, ChannelRegistry channels, Func<string, string> mediaPlaylist) =>
        channels.Output(channel) is { } output
            ? new PlaylistResult(RenderedPlaylist.Of(MultivariantWriter.Write(output.Renditions, mediaPlaylist)), "public, max-age=2")
            : PlayoutErrors.ChannelUnknown.ToProblem();

    private static async Task<IResult> LowLatency(string channel, string? rendition, ChannelRegistry channels, HeldRequests held, HttpContext context)
    {
        if (!TryFind(channels, channel, rendition, out var found, out var problem))
            return problem;
        if (!ReloadRequest.TryParse(context.Request.Query, out var request) || request.TooFarAhead(found.Listing))
            return HlsErrors.BadDirective.ToProblem();
        if (await held.UntilAsync(found, request.FulfilledBy) is not { } listing)
            return TooLate(context);

        // A URL with directives at the live edge has one answer for everyone, for ever as good; the bare one is stale with the next part.
        var lasting = request.Number >= listing.LastNumber;
        return new PlaylistResult(request.Delta ? listing.Delta : listing.LowLatency, lasting ? "public, max-age=12" : "public, max-age=1");
    }

    private static IResult Plain(string channel, string? rendition, ChannelRegistry channels) =>
        TryFind(channels, channel, rendition, out var found, out var problem)
            ? new PlaylistResult(found.Listing.Plain, "public, max-age=1")
            : problem;

    private static IResult Init(string channel, string name, ChannelRegistry channels)
    {
        if (channels.Output(channel) is not { } output)
            return PlayoutErrors.ChannelUnknown.ToProblem();
        foreach (var rendition in output.Renditions)
            if (rendition.Shelf.TryInit(name, out var init))
                return new MediaResult([init], init.Length);
        return HlsErrors.MediaUnknown.ToProblem();
    }

    /// <summary>The part that the preload hint names is awaited.</summary>
    private static async Task<IResult> PartAsync(string channel, string epoch, long number, ChannelRegistry channels, HeldRequests held, HttpContext context)
    {
        if (channels.Output(channel) is not { } output)
            return PlayoutErrors.ChannelUnknown.ToProblem();
        if (output.ByEpoch(epoch) is not { } rendition || number > rendition.Listing.NextPart)
            return HlsErrors.MediaUnknown.ToProblem();
        if (await held.UntilAsync(rendition, listing => number < listing.NextPart) is null)
            return TooLate(context);
        return rendition.Shelf.TryPart(number, out var part) && !part.Gap ? new MediaResult(part.Bytes, part.Length) : HlsErrors.MediaUnknown.ToProblem();
    }

    private static IResult SegmentOf(string channel, string epoch, long number, ChannelRegistry channels)
    {
        if (channels.Output(channel) is not { } output)
            return PlayoutErrors.ChannelUnknown.ToProblem();
        return output.ByEpoch(epoch) is { } rendition && rendition.Shelf.TrySegment(number, out var segment) && !segment.Gap
            ? new MediaResult(segment.Parts.SelectMany(part => part.Bytes), segment.Length)
            : HlsErrors.MediaUnknown.ToProblem();
    }

    private static bool TryFind(
        ChannelRegistry channels, string channel, string? name, [NotNullWhen(true)] out Rendition? rendition, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        var output = channels.Output(channel);
        rendition = output?.Rendition(name ?? Rendition.Source);
        problem = rendition is not null ? null : (output is null ? PlayoutErrors.ChannelUnknown : HlsErrors.RenditionUnknown).ToProblem();
        return rendition is not null;
    }

    private static ProblemHttpResult TooLate(HttpContext context)
    {
        context.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
        return HlsErrors.TooLate.ToProblem();
    }
}

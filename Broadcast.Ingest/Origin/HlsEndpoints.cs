using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Hls;
using Broadcast.Ingest.Monitor.Posters;
using Broadcast.Ingest.Playout;
using Broadcast.Ingest.Recording;
using Broadcast.Ingest.Recording.Replays;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;

namespace Broadcast.Ingest.Origin;

/// <summary>The HLS origin under <c>/live</c>.</summary>
internal static class HlsEndpoints
{
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static void MapHls(this IEndpointRouteBuilder routes)
    {
        // What is not found now may exist later; results that may be cached say so themselves.
        var live = routes.MapForAnyOrigin("/live/{channel}", "no-store", all: "/{**any}");
        live.MapMethods("/index.m3u8", Reads, (string channel, ChannelRegistry channels) => Multivariant(channels.Output(channel)?.LowLatency));
        live.MapMethods("/plain.m3u8", Reads, PlainMultivariantAsync);
        live.MapMethods("/ll.m3u8", Reads, LowLatency);
        live.MapMethods("/ll-{rendition}.m3u8", Reads, LowLatency);
        live.MapMethods("/full.m3u8", Reads, PlainAsync);
        live.MapMethods("/full-{rendition}.m3u8", Reads, PlainAsync);
        live.MapMethods("/init/{name}.mp4", Reads, Init);
        live.MapMethods("/{epoch}/p{number:long}.m4s", Reads, PartAsync);
        live.MapMethods("/{epoch}/s{number:long}.m4s", Reads, SegmentAsync);
        live.MapPosters();
        live.MapReplayMedia();
    }

    private static IResult Multivariant(MultivariantPlaylist? playlist) =>
        playlist is null ? UnknownErrors.Channel.ToProblem() : new PlaylistResult(playlist.Rendered, "public, max-age=2");

    private static async Task<IResult> LowLatency(string channel, string? rendition, ChannelRegistry channels, HeldRequests held, HttpContext context)
    {
        if (!TryFind(channels, channel, rendition, out var found, out var problem))
            return problem;
        if (!ReloadRequest.TryParse(context.Request.Query, out var request) || request.TooFarAhead(found.Listing))
            return HlsErrors.BadDirective.ToProblem();
        var answer = await held.UntilAsync(found, context.Connection.RemoteIpAddress, request.FulfilledBy);
        if (answer.Failed)
            return NotHeld(context, answer.Error);

        // At the live edge a URL with directives has one answer for everyone, which stays valid (also after a rollover into the next
        // segment). A URL without directives is stale with the next part.
        var listing = answer.Value;
        var lasting = request.Number >= listing.LastNumber - 1;
        return new PlaylistResult(request.Delta ? listing.Delta : listing.LowLatency, lasting ? "public, max-age=12" : "public, max-age=1");
    }

    private static async Task<IResult> PlainMultivariantAsync(string channel, ChannelRegistry channels, Dvr dvr, HttpContext context)
    {
        if (!context.Request.Query.TryGetValue(Dvr.Parameter, out var values))
            return Multivariant(channels.Output(channel)?.Plain);
        if (channels.Output(channel) is not { } output)
            return await EndedAsync(channel, dvr, values);
        if (!dvr.TryRead(values, out var from))
            return HlsErrors.BadFrom.ToProblem();

        // Only the source rendition is recorded.
        var multivariant = MultivariantWriter.Write([output.Source], rendition => MediaNames.Plain(rendition) + Dvr.Query(from));
        return new PlaylistResult(RenderedPlaylist.Of(multivariant), "public, max-age=2");
    }

    private static async Task<IResult> PlainAsync(string channel, string? rendition, ChannelRegistry channels, Dvr dvr, HttpContext context)
    {
        if (rendition is null && channels.Output(channel) is null && context.Request.Query.TryGetValue(Dvr.Parameter, out var past))
            return await EndedAsync(channel, dvr, past);
        if (!TryFind(channels, channel, rendition, out var found, out var problem))
            return problem;
        if (rendition is not null || !context.Request.Query.TryGetValue(Dvr.Parameter, out var values))
            return new PlaylistResult(found.Listing.Plain, "public, max-age=1");
        return dvr.TryRead(values, out var from)
            ? new PlaylistResult(await dvr.PlaylistAsync(channels.Output(channel)!, from), "public, max-age=2")
            : HlsErrors.BadFrom.ToProblem();
    }

    /// <summary>What is recorded of a channel that plays no more. Its media playlist comes for both: codecs are not kept with the recording.</summary>
    private static async Task<IResult> EndedAsync(string channel, Dvr dvr, StringValues values)
    {
        if (!ChannelId.TryParse(channel, null, out var id))
            return UnknownErrors.Channel.ToProblem();
        if (!dvr.TryRead(values, out var from))
            return HlsErrors.BadFrom.ToProblem();
        return await dvr.EndedAsync(id, from) is { } playlist ? new PlaylistResult(playlist, "public, max-age=10") : UnknownErrors.Channel.ToProblem();
    }

    private static IResult Init(string channel, string name, ChannelRegistry channels, RecordingStore recordings)
    {
        foreach (var rendition in channels.Output(channel)?.Renditions ?? [])
            if (rendition.Shelf.TryInit(name, out var init))
                return new MediaResult([init], init.Length);
        return ChannelId.TryParse(channel, null, out var id) ? RecordedMedia.Init(recordings.Find(id), name) : UnknownErrors.Channel.ToProblem();
    }

    /// <summary>Serves a part; waits for the one that the preload hint names.</summary>
    private static async Task<IResult> PartAsync(string channel, string epoch, long number, ChannelRegistry channels, HeldRequests held, HttpContext context)
    {
        if (channels.Output(channel) is not { } output)
            return UnknownErrors.Channel.ToProblem();
        if (output.ByEpoch(epoch) is not { } rendition || number > rendition.Listing.NextPart)
            return HlsErrors.MediaUnknown.ToProblem();
        var answer = await held.UntilAsync(rendition, context.Connection.RemoteIpAddress, listing => number < listing.NextPart);
        if (answer.Failed)
            return NotHeld(context, answer.Error);
        return rendition.Shelf.TryPart(number, out var part) && !part.Gap ? new MediaResult(part.Bytes, part.Length) : HlsErrors.MediaUnknown.ToProblem();
    }

    /// <summary>Serves a segment from memory or from the recording, also one of an earlier epoch of the channel.</summary>
    private static async Task<IResult> SegmentAsync(
        string channel, string epoch, long number, ChannelRegistry channels, RecordingStore recordings, HttpContext context)
    {
        if (channels.Output(channel)?.ByEpoch(epoch) is { } rendition && rendition.Shelf.TrySegment(number, out var segment) && !segment.Gap)
            return new MediaResult(segment.Parts.SelectMany(part => part.Bytes), segment.Length);
        return ChannelId.TryParse(channel, null, out var id)
            ? await RecordedMedia.SegmentAsync(recordings.Find(id), epoch, number, context.RequestAborted)
            : UnknownErrors.Channel.ToProblem();
    }

    private static bool TryFind(
        ChannelRegistry channels, string channel, string? name, [NotNullWhen(true)] out Rendition? rendition, [NotNullWhen(false)] out ProblemHttpResult? problem)
    {
        var output = channels.Output(channel);
        rendition = output?.Rendition(name ?? Rendition.Source);
        problem = rendition is not null ? null : (output is null ? UnknownErrors.Channel : HlsErrors.RenditionUnknown).ToProblem();
        return rendition is not null;
    }

    private static ProblemHttpResult NotHeld(HttpContext context, Error why)
    {
        context.Response.Headers.RetryAfter = 1.ToString(CultureInfo.InvariantCulture);
        return why.ToProblem();
    }
}

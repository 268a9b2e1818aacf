using System.Globalization;
using System.Text;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Ingest.Hls;
using Broadcast.Ingest.Playout;
using Microsoft.Net.Http.Headers;

namespace Broadcast.Ingest.Monitor.Posters;

/// <summary>Still pictures of channels, beside their playlists.</summary>
internal static class PosterEndpoints
{
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];
    private static readonly TimeSpan Longest = TimeSpan.FromHours(24);

    /// <param name="live">The group <c>/live/{channel}</c>: who may see a channel may see its posters.</param>
    public static void MapPosters(this IEndpointRouteBuilder live)
    {
        live.MapMethods("/poster.jpg", Reads, Latest);
        live.MapMethods("/storyboard.vtt", Reads, Board);
        live.MapMethods("/posters/{at:long}.jpg", Reads, KeptAsync);
    }

    private static IResult Latest(string channel, ChannelRegistry channels, StageWatches watches, SlatePoster slate, HttpContext context)
    {
        if (channels.Output(channel) is null)
            return UnknownErrors.Channel.ToProblem();
        var stage = channels.Relay(channel) is { } relay ? ChannelStatus.Of(relay).OnAir : channels.Stage(channel)?.Stage;
        var poster = stage is { } shown ? watches.Of(shown)?.Poster : null;
        if ((poster ?? slate.Poster) is not { } picture)
            return PosterErrors.NotYet.ToProblem();

        context.Response.Headers.CacheControl = "public, max-age=2";
        return Results.Bytes(
            picture.Jpeg,
            "image/jpeg",
            lastModified: picture.At > 0 ? DateTimeOffset.FromUnixTimeMilliseconds(picture.At) : null,
            entityTag: new EntityTagHeaderValue(picture.Tag));
    }

    private static IResult Board(string channel, string? from, string? to, ChannelRegistry channels, PosterArchive archive, HttpContext context)
    {
        var shelf = archive.Find(channel);
        if (shelf is null && channels.Output(channel) is null)
            return UnknownErrors.Channel.ToProblem();
        if (Instant(from) is not { } start || Instant(to) is not { } end || end <= start || end - start > Longest.TotalMilliseconds)
            return PosterErrors.BadInterval.ToProblem();

        var times = shelf?.Between(start, end) ?? [];
        context.Response.Headers.CacheControl = "public, max-age=10";
        return Results.Text(Storyboard.Write(times, start, end), "text/vtt", Encoding.UTF8);
    }

    private static async Task<IResult> KeptAsync(string channel, long at, ChannelRegistry channels, PosterArchive archive, HttpContext context)
    {
        var shelf = archive.Find(channel);
        if (shelf is null && channels.Output(channel) is null)
            return UnknownErrors.Channel.ToProblem();
        if (shelf is null || await shelf.ReadAsync(at, context.RequestAborted) is not { } jpeg)
            return HlsErrors.MediaUnknown.ToProblem();

        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(jpeg, "image/jpeg");
    }

    private static long? Instant(string? text)
    {
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var milliseconds))
            return milliseconds;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            ? instant.ToUnixTimeMilliseconds()
            : null;
    }
}

using System.Globalization;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Ingest.Hls;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Ingest.Recording.Replays;

/// <summary>Replays of a relay's slots: the list, the playlist and the file.</summary>
internal static class ReplayEndpoints
{
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>Maps playlists and MP4s below a channel's folder.</summary>
    public static void MapReplayMedia(this IEndpointRouteBuilder live)
    {
        live.MapMethods("/replays/{slot}.m3u8", Reads, PlaylistAsync);
        live.MapMethods("/replays/{slot}.mp4", Reads, FilmAsync);
    }

    public static void MapReplays(this IEndpointRouteBuilder routes)
    {
        var replays = routes.MapGroup("/api/v1/channels/{channel}/replays").WithTags("Channels");
        replays.MapGet("/", ListAsync).WithName("ListReplays").WithSummary("A channel's replays, the newest first");
        replays.MapGet("/{slot}", GetAsync).WithName("GetReplay").WithSummary("A replay with its chapters, pins and questions");
    }

    private static async Task<Ok<IReadOnlyList<ReplaySummary>>> ListAsync(string channel, ReplayShelf shelf, HttpContext context)
    {
        // Every home page asks now and then, and everyone's answer is the same.
        context.Response.Headers.CacheControl = "public, max-age=5";
        return TypedResults.Ok(ChannelId.TryParse(channel, null, out var id) ? await shelf.ListAsync(id, context.RequestAborted) : []);
    }

    private static async Task<Results<Ok<ReplaySummary>, ProblemHttpResult>> GetAsync(string channel, string slot, ReplayShelf shelf, CancellationToken cancellation) =>
        await FindAsync(channel, slot, shelf, cancellation) is { } found
            ? TypedResults.Ok(found.Summary)
            : ReplayErrors.Unknown.ToProblem();

    private static async Task<IResult> PlaylistAsync(string channel, string slot, ReplayShelf shelf, CancellationToken cancellation) =>
        await FindAsync(channel, slot, shelf, cancellation) is { } found ? new PlaylistResult(found.Playlist, "public, max-age=10") : ReplayErrors.Unknown.ToProblem();

    /// <summary>202 while it is being made, 503 for a while after that failed; otherwise the file, with ranges.</summary>
    private static async Task<IResult> FilmAsync(string channel, string slot, ReplayShelf shelf, ReplayFilms films, HttpContext context)
    {
        if (await FindAsync(channel, slot, shelf, context.RequestAborted) is not { } found)
            return ReplayErrors.Unknown.ToProblem();
        var film = films.Ask(found.Replay.Channel, found.Replay.Slot);
        if (film.Path is { } path)
        {
            context.Response.Headers.CacheControl = "public, max-age=3600";
            return Results.File(path, "video/mp4", $"{found.Replay.Channel}-{found.Replay.Slot}.mp4", enableRangeProcessing: true);
        }

        context.Response.Headers.RetryAfter = Math.Ceiling(film.Again.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return film.Failed ? ReplayErrors.NotMade.ToProblem() : Results.StatusCode(StatusCodes.Status202Accepted);
    }

    private static async Task<ReplayShelf.Shelved?> FindAsync(string channel, string slot, ReplayShelf shelf, CancellationToken cancellation) =>
        ChannelId.TryParse(channel, null, out var channelId) && SlotId.TryParse(slot, null, out var slotId)
            ? await shelf.FindAsync(channelId, slotId, cancellation)
            : null;
}

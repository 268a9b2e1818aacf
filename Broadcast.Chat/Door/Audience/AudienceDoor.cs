using System.Security.Claims;
using Broadcast.Chat.Audience;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Live;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Chat.Door.Audience;

/// <summary>A room's audience over HTTP: everybody may read how many watch now, staff also the day's numbers.</summary>
internal static class AudienceDoor
{
    private const string Definitions =
        """
        `viewers`: people who have the room open on a live connection now, summed over all nodes; staff count, and so does each village site. A person with several tabs counts once per node. Readers of the room's feed have no connection and are not counted. A node that dies leaves the sum within 7 s.

        Operators, auditors and anchors of the stage also get `day`: today, or the day asked for (kept for `Audience:Kept`, 8 days), in the festival's time zone:

        - `peak`: the most viewers that held for 7 s, so that people who move from one node to another are not counted twice; `peakAt` is when those seconds began, `hours` the same for each hour.
        - `unique`: different people of the day, by HyperLogLog, with a standard error of 0.81 %. A guest with a new ticket counts as a new person.
        - `watchedSeconds`: the time for which people had the room open, summed over all of them and measured by the nodes.
        - `averageSeconds`: `watchedSeconds` divided by `unique`.
        """;

    public static void MapAudience(this IEndpointRouteBuilder routes)
    {
        var rooms = routes.MapGroup("/api/v1/rooms").WithTags("Audience").AddEndpointFilter<RedisAwayFilter>();
        rooms.MapGet("/{room}/audience", ReadAsync).WithName("GetAudience")
            .WithSummary("How many watch a room; for staff also the day's numbers.").WithDescription(Definitions);
    }

    private static async Task<Results<Ok<AudienceView>, ProblemHttpResult>> ReadAsync(
        string room, string? day, ClaimsPrincipal user, RoomEntry entry, FactsReader facts, AudienceStore store, TimeProvider time, HttpResponse response,
        CancellationToken cancellation)
    {
        if (!RoomId.TryParse(room, null, out var id))
            return RoomErrors.Unknown.ToProblem();
        var date = store.Today(time.GetUtcNow());
        if (day is not null && !AudienceDay.TryParse(day, out date))
            return AudienceErrors.Day.ToProblem();

        var caller = Caller.From(user);
        var snapshot = await entry.ReadSnapshotAsync(caller, id, cancellation);
        if (snapshot.Failed)
            return snapshot.Error.ToProblem();

        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new AudienceView
        {
            Room = id,
            Viewers = snapshot.Value.Counts.Viewers,
            Day = AudienceAccess.May(caller, facts.Current.StageOf(id)?.Id) ? await store.ReadAsync(id, date) : null,
        });
    }
}

/// <summary>A room's audience.</summary>
internal sealed record AudienceView
{
    public required RoomId Room { get; init; }

    /// <summary>People who have the room open now, summed over all nodes.</summary>
    public required long Viewers { get; init; }

    /// <summary>The day's numbers; null for those who may not read them.</summary>
    public AudienceDayNumbers? Day { get; init; }
}

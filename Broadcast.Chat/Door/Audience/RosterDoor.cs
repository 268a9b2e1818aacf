using System.Buffers.Text;
using System.Security.Claims;
using Broadcast.Chat.Audience;
using Broadcast.Chat.Audience.Roster;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Broadcast.Chat.Door.Audience;

/// <summary>The roster of village sites over HTTP, for operators, auditors and the anchors of the stage.</summary>
internal static class RosterDoor
{
    private const int Page = 50;
    private const int LargestPage = 200;
    private const int LongestPrefix = 200;

    private const string Definitions =
        """
        A site is present from its `Join` until 5 s after its last connection has left; if its node dies, until 45 s after that node last reported it. `since` is when this stay began.

        Pages are sorted by the code points of `province/county/village/name` (`order=place`) or of the name (`order=name`), ignoring case; `prefix` keeps the sites whose sort text begins with it. `next` is null on the last page; `total` counts all sites present in the room.
        """;

    private const string AttendanceDefinition =
        """
        One line per site, in no particular order, UTF-8 with a byte order mark: `site,name,village,county,province,first,last,minutes`. `first` and `last` are when it was first and last seen on the day, in the festival's time zone; `minutes` is the time of all its stays, rounded down. Kept for `Audience:Kept` (8 days).
        """;

    public static void MapRoster(this IEndpointRouteBuilder routes)
    {
        var rooms = routes.MapGroup("/api/v1/rooms").WithTags("Audience").AddEndpointFilter<RedisAwayFilter>();
        rooms.MapGet("/{room}/roster", ReadAsync).WithName("GetRoster")
            .WithSummary("The village sites that are in a room now, page by page. Operators, auditors, anchors of the stage.").WithDescription(Definitions);
        rooms.MapGet("/{room}/roster/attendance", AttendanceAsync).WithName("GetAttendance")
            .WithSummary("The village sites that were in a room on a day, as CSV. Operators, auditors, anchors of the stage.").WithDescription(AttendanceDefinition);
    }

    private static async Task<Results<Ok<RosterView>, ProblemHttpResult>> ReadAsync(
        string room, string? order, string? prefix, string? after, int? limit, ClaimsPrincipal user, FactsReader facts, RosterStore store, HttpResponse response)
    {
        var access = AudienceAccess.Check(user, facts.Current, room);
        if (access.Failed)
            return access.Error.ToProblem();
        if (RosterOrder.Of(order) is not { } by)
            return RosterErrors.Order.ToProblem();
        if (!TryReadAfter(after, out var label))
            return RosterErrors.After.ToProblem();

        var begins = prefix is { Length: > LongestPrefix } ? prefix[..LongestPrefix] : prefix ?? "";
        var page = await store.PageAsync(access.Value, by, begins, label, Math.Clamp(limit ?? Page, 1, LargestPage));
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new RosterView
        {
            Total = page.Present,
            Sites = [.. page.Sites.Select(row => new PresentSite(row.Site.Id, row.Site.Name, row.Site.Place.Village, row.Site.Place.County, row.Site.Place.Province, row.Since))],
            Next = page.Next is null ? null : Base64Url.EncodeToString(page.Next),
        });
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> AttendanceAsync(
        string room, string? day, ClaimsPrincipal user, FactsReader facts, AudienceStore audience, RosterStore store, TimeProvider time, HttpResponse response)
    {
        var access = AudienceAccess.Check(user, facts.Current, room);
        if (access.Failed)
            return access.Error.ToProblem();
        var date = audience.Today(time.GetUtcNow());
        if (day is not null && !AudienceDay.TryParse(day, out date))
            return AudienceErrors.Day.ToProblem();

        // Before the answer begins: while Redis is away it must be a refusal, and not a sheet that breaks off.
        var rows = store.AttendedAsync(access.Value, date).GetAsyncEnumerator();
        var any = await rows.MoveNextAsync();
        response.Headers.CacheControl = "no-store";
        return TypedResults.Stream(
            stream => new AttendanceSheet(audience.Zone).WriteAsync(FromAsync(rows, any), stream),
            "text/csv; charset=utf-8",
            $"attendance-{access.Value}-{date}.csv");
    }

    private static async IAsyncEnumerable<Attendance> FromAsync(IAsyncEnumerator<Attendance> begun, bool any)
    {
        await using (begun)
            for (; any; any = await begun.MoveNextAsync())
                yield return begun.Current;
    }

    private static bool TryReadAfter(string? after, out byte[]? label)
    {
        label = null;
        if (string.IsNullOrEmpty(after))
            return true;
        if (!Base64Url.IsValid(after) || after.Length > 4000)
            return false;

        label = Base64Url.DecodeFromChars(after);
        return true;
    }
}

/// <summary>A page of the sites that are in a room.</summary>
internal sealed record RosterView
{
    /// <summary>All sites present in the room, regardless of page and prefix.</summary>
    public required long Total { get; init; }

    public required IReadOnlyList<PresentSite> Sites { get; init; }

    /// <summary>To be sent as <c>after</c> for the next page; null on the last page.</summary>
    public string? Next { get; init; }
}

/// <param name="Id">The site's id.</param>
/// <param name="Name">The site's name.</param>
/// <param name="Village">The village that the site is in.</param>
/// <param name="County">The county of that village.</param>
/// <param name="Province">The province of that county.</param>
/// <param name="Since">When this stay began.</param>
internal sealed record PresentSite(SiteId Id, string Name, string Village, string County, string Province, DateTimeOffset Since);

using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Moderation;

/// <summary>Lists the audit trail.</summary>
internal static class RecordEndpoints
{
    private const int Page = 50;
    private const int LargestPage = 200;

    public static void MapRecords(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/v1/moderation/records", ListAsync).WithTags("Moderation").WithName("ListModerationRecords").RequireAuthorization(ModerationModule.TrailPolicy)
            .WithSummary("What moderators did, the newest first, page by page. Operators, auditors, and moderators of all rooms.")
            .WithDescription("`room`, `viewer`, `by` and `action` narrow it; what holds in all rooms is found under the room where it was done. `before` is the `next` of the page before.");

    private static async Task<Results<Ok<RecordPage>, ProblemHttpResult>> ListAsync(
        [AsParameters] RecordQuery query, FestivalDb database, HttpResponse response, CancellationToken cancellation)
    {
        if (query.Action is { } named && !ModerationActions.All.Contains(named, StringComparer.Ordinal))
            return RecordErrors.Action.ToProblem();
        var cursor = query.Before is { } before ? TimeCursor.Read(before) : null;
        if (query.Before is not null && cursor is null)
            return RecordErrors.Before.ToProblem();

        var size = Math.Clamp(query.Limit ?? Page, 1, LargestPage);
        var records = Narrowed(database.ModerationRecords.AsNoTracking(), query);
        if (cursor is { At: var at, Id: var id })
            records = records.Where(record => record.At < at || (record.At == at && string.Compare(record.Id, id) < 0));
        var page = await records.OrderByDescending(record => record.At).ThenByDescending(record => record.Id).Take(size + 1).ToListAsync(cancellation);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new RecordPage(
            [.. page.Take(size).Select(RecordView.Of)], page.Count > size ? new TimeCursor(page[size - 1].At, page[size - 1].Id).ToString() : null));
    }

    private static IQueryable<ModerationRecord> Narrowed(IQueryable<ModerationRecord> records, RecordQuery query)
    {
        if (query.Room is { } room)
            records = records.Where(record => record.Room == room);
        if (query.Viewer is { } viewer)
            records = records.Where(record => record.Viewer == viewer);
        if (query.By is { } by)
            records = records.Where(record => record.ById == by);
        if (query.Action is { } action)
            records = records.Where(record => record.Action == action);
        return records;
    }
}

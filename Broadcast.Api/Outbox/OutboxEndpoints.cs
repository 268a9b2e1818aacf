using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Outbox;

/// <summary>What shops are told, for staff.</summary>
internal static class OutboxEndpoints
{
    private const int Page = 30;
    private const int LargestPage = 100;

    public static void MapOutbox(this IEndpointRouteBuilder routes)
    {
        var outbox = routes.MapGroup("/api/v1/outbox").WithTags("Shops");
        outbox.MapGet("/", ListAsync).WithName("ListOutbox").RequireAuthorization(StaffPolicies.Audit)
            .WithSummary("Messages to shops, the newest first, page by page; of `open` those first that hold up others. Operators and auditors.")
            .WithDescription("`state` is `waiting`, `sent`, `parked` (given up), or `open` for all that is not sent: what was given up, then what waits, the oldest first. `before` is the `next` of the page before.");
        var operators = outbox.MapGroup("/").RequireAuthorization(Roles.Operator);
        operators.MapPost("/again", AllAgainAsync).WithName("RetryOutbox").WithSummary("Tries everything that is not sent, what was given up too, now and anew, to one `shop` or to all. Operators.");
        operators.MapPost("/{id:long}/again", AgainAsync).WithName("RetryOutboxMessage")
            .WithSummary("Tries a message now and anew that was given up, or waits for its next try; those of its subject that wait behind it follow. Operators.");
        operators.MapDelete("/{id:long}", DropAsync).WithName("RemoveOutboxMessage")
            .WithSummary("Removes a message that was given up: its shop is never told, and those that wait behind it follow. Operators.");
    }

    private static async Task<Results<Ok<OutboxPage>, ProblemHttpResult>> ListAsync(
        [AsParameters] OutboxQuery query, FestivalDb database, TimeProvider time, CancellationToken cancellation)
    {
        if (query.State is { } named && named != OutboxStates.Open && !OutboxStates.All.Contains(named, StringComparer.Ordinal))
            return OutboxErrors.State.ToProblem();

        var all = database.OutboxMessages.AsNoTracking();
        var messages = all;
        if (query.Shop is { } shop)
            messages = messages.Where(message => message.Shop == shop);
        var size = Math.Clamp(query.Limit ?? Page, 1, LargestPage);
        var page = query.State == OutboxStates.Open
            ? await OpenAsync(messages, all, query.Before, size + 1, cancellation)
            : await Views(Listed(messages, query).OrderByDescending(message => message.Id).Take(size + 1), all).ToListAsync(cancellation);
        var counts = await OutboxCounts.ReadAsync(database, time.GetUtcNow(), cancellation);
        return TypedResults.Ok(new OutboxPage([.. page.Take(size)], page.Count > size ? NextOf(page[size - 1], query.State) : null, counts.Waiting, counts.Parked, counts.OldestAt));
    }

    private static IQueryable<OutboxMessage> Listed(IQueryable<OutboxMessage> messages, OutboxQuery query)
    {
        if (query.State is { } state)
            messages = messages.Where(message => message.State == state);
        return query.Before is { } last ? messages.Where(message => message.Id < last) : messages;
    }

    /// <summary>What was given up, then what waits, the oldest first. After one that was given up comes what is above the negative of its id.</summary>
    private static async Task<List<OutboxView>> OpenAsync(
        IQueryable<OutboxMessage> messages, IQueryable<OutboxMessage> all, long? before, int most, CancellationToken cancellation)
    {
        List<OutboxView> page = [];
        if (before is null or < 0)
            page = await ReadAsync(OutboxStates.Parked, -(before ?? 0), most);
        return page.Count < most ? [.. page, .. await ReadAsync(OutboxStates.Waiting, Math.Max(before ?? 0, 0), most - page.Count)] : page;

        Task<List<OutboxView>> ReadAsync(string state, long after, int count) =>
            Views(messages.Where(message => message.State == state && message.Id > after).OrderBy(message => message.Id).Take(count), all).ToListAsync(cancellation);
    }

    private static long NextOf(OutboxView last, string? listed) => listed == OutboxStates.Open && last.State == OutboxStates.Parked ? -last.Id : last.Id;

    private static IQueryable<OutboxView> Views(IQueryable<OutboxMessage> messages, IQueryable<OutboxMessage> all) => messages.Select(message => new OutboxView(
        message.Id, message.MessageId, message.Shop, message.Type, message.Subject, message.State, message.At, message.Attempts, message.LastError,
        message.State == OutboxStates.Waiting ? message.NextAt : null, message.SentAt,
        message.State == OutboxStates.Waiting
            && all.Any(before => before.Shop == message.Shop && before.Subject == message.Subject && before.State != OutboxStates.Sent && before.Id < message.Id)));

    private static async Task<Ok<OutboxAgain>> AllAgainAsync(string? shop, FestivalDb database, OutboxQueue queue, OutboxSender sender, CancellationToken cancellation)
    {
        var again = await queue.AllAgainAsync(database, shop, cancellation);
        sender.Wake();
        return TypedResults.Ok(new OutboxAgain(again));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> AgainAsync(
        long id, FestivalDb database, OutboxQueue queue, OutboxSender sender, CancellationToken cancellation) =>
        Told(await queue.AgainAsync(database, id, cancellation), sender);

    private static async Task<Results<NoContent, ProblemHttpResult>> DropAsync(long id, FestivalDb database, AuditBook audit, OutboxSender sender, CancellationToken cancellation) =>
        Told(await OutboxQueue.DropAsync(database, audit, id, cancellation), sender);

    private static Results<NoContent, ProblemHttpResult> Told(Result<Done> done, OutboxSender sender)
    {
        if (done.Failed)
            return done.Error.ToProblem();

        sender.Wake();
        return TypedResults.NoContent();
    }
}

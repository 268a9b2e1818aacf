using System.Security.Claims;
using System.Security.Cryptography;
using Broadcast.Api.Commits;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Api.Spine;
using Broadcast.Api.Windows;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Spine.Windows;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Votes;

/// <summary>
/// Ballots. A ballot is committed with others (<see cref="GroupCommit{TRequest,TAnswer}"/>), so its call is no transaction of its own: its key is kept
/// with the ballot, which is one of each person anyway.
/// </summary>
internal static class BallotEndpoints
{
    private const string Replayed = "Idempotency-Replayed";
    private const int LargestPage = 1000;

    public static void MapBallots(this IEndpointRouteBuilder routes)
    {
        var ballots = routes.MapGroup("/api/v1/votes/{id}/ballots").WithTags("Votes");
        ballots.MapPost("/", CastAsync).WithName("CastBallot").RequireAuthorization()
            .WithSummary("Votes, once. Persons whose proof is strong enough.")
            .WithDescription("The answer comes when the ballot is committed, and is a receipt. Sent again with the same `Idempotency-Key` (1-64 of `A-Za-z0-9_.:-`), also after the end, the call gets the same answer with `Idempotency-Replayed: true`; without one it gets 409 `vote.already`.");
        ballots.MapGet("/", ListAsync).WithName("ListBallots").RequireAuthorization(StaffPolicies.Audit)
            .WithSummary("The digests of all ballots of a settled vote, in their order, page by page: enough to count them again and to make the root. Operators and auditors.")
            .WithDescription("`after` is the `next` of the page before. The root is SHA-256 of the digests, each with a line feed behind it.");
    }

    private static async Task<Results<Created<BallotView>, ProblemHttpResult>> CastAsync(
        string id, NewBallot body, ClaimsPrincipal user, HttpContext context, FestivalDb database, BallotLimit limit, GroupCommit<EntryRequest, EntryAnswer> entries,
        TimeProvider time)
    {
        if (Caller.From(user) is not { Kind: CallerKind.Person } person)
            return AccessErrors.PersonRequired.ToProblem();
        var header = context.Request.Headers[IdempotencyKey.Header];
        var key = header.Count == 0 ? null : IdempotencyKey.Read(header);
        if (header.Count > 0 && key is null)
            return IdempotencyErrors.Malformed.ToProblem();

        var receivedAt = time.UnixNow();
        var call = key?.IdOf(person.Id.Value, context.Request);
        using var permit = limit.Take(person.Id);
        if (!permit.IsAcquired)
        {
            // A ballot that is already committed is answered even now.
            return call is null || await KnownAsync(database, id, person.Id, call, context.RequestAborted) is not { } first
                ? RequestLimits.Refused(context, permit).ToProblem()
                : first.Value == body.Option ? Receipt(first, context, isRepeated: true) : IdempotencyErrors.Mismatch.ToProblem();
        }

        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var answer = await entries.WriteAsync(new EntryRequest(id, BookKinds.Vote, person.Id, person.Proof, body.Option ?? -1, receivedAt, call, salt));
        if (answer.Failed)
            return answer.Error.ToProblem();
        return answer.Value is { Verdict: EntryVerdict.Ok or EntryVerdict.Repeated, Entry: { } entry }
            ? Receipt(entry, context, answer.Value.Verdict == EntryVerdict.Repeated) : Refusal(answer.Value).ToProblem();
    }

    /// <summary>The ballot of this call, if it is committed. One that comes while the first is on its way is told apart behind the window's lock.</summary>
    private static Task<BookEntry?> KnownAsync(FestivalDb database, string vote, ViewerId person, string call, CancellationToken cancellation) =>
        database.BookEntries.AsNoTracking().SingleOrDefaultAsync(entry => entry.Window == vote && entry.Person == person && entry.Key == call, cancellation);

    private static Created<BallotView> Receipt(BookEntry entry, HttpContext context, bool isRepeated)
    {
        if (isRepeated)
            context.Response.Headers[Replayed] = "true";
        return TypedResults.Created($"/api/v1/votes/{entry.Window}", BallotView.Of(entry));
    }

    private static Error Refusal(EntryAnswer answer) => answer.Verdict switch
    {
        EntryVerdict.Mismatch => IdempotencyErrors.Mismatch,
        EntryVerdict.Known => VoteErrors.Already,
        EntryVerdict.Banned => AccessErrors.Forbidden,
        EntryVerdict.Weak => AccessErrors.PersonRequired.With($"This vote takes a person whose proof is '{answer.Strength}' or stronger."),
        EntryVerdict.Closed when answer.State == WindowLife.Scheduled => VoteErrors.NotOpen,
        EntryVerdict.Closed => VoteErrors.Closed,
        EntryVerdict.Paused => VoteErrors.Paused,
        EntryVerdict.Value => VoteErrors.Option,
        _ => VoteErrors.Unknown,
    };

    private static async Task<Results<Ok<BallotPage>, ProblemHttpResult>> ListAsync(string id, string? after, int? limit, FestivalDb database, CancellationToken cancellation)
    {
        if (await database.BookWindows.AsNoTracking().SingleOrDefaultAsync(window => window.Id == id && window.Kind == BookKinds.Vote, cancellation) is not { } window)
            return VoteErrors.Unknown.ToProblem();
        if (window.State != WindowLife.Settled)
            return VoteErrors.State.ToProblem(("state", window.State));

        var (size, behind) = (Math.Clamp(limit ?? LargestPage, 1, LargestPage), after ?? "");
        var page = await database.BookEntries.AsNoTracking().Where(entry => entry.Window == id && string.Compare(entry.Digest, behind) > 0)
            .OrderBy(entry => entry.Digest).Select(entry => new ListedBallot(entry.Digest, entry.Value)).Take(size + 1).ToListAsync(cancellation);
        return TypedResults.Ok(new BallotPage([.. page.Take(size)], page.Count > size ? page[size - 1].Digest : null));
    }
}

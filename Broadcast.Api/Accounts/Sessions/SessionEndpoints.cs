using System.Security.Claims;
using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Accounts.Sessions;

internal static class SessionEndpoints
{
    public static void MapSessions(this RouteGroupBuilder own, RouteGroupBuilder operators)
    {
        own.MapGet("/sessions", ListOwnAsync).WithName("ListOwnSessions").WithSummary("The own sign-ins that have not ended: since when, and from where. Staff.");
        own.MapDelete("/sessions", EndOthersAsync).WithName("EndOtherSessions").WithSummary("Ends all own sign-ins but the one that calls. Staff.");
        own.MapDelete("/sessions/{sid}", EndOwnAsync).WithName("EndOwnSession").WithSummary("Ends one of the own sign-ins. Staff.");
        operators.MapGet("/{id}/sessions", ListAsync).WithName("ListSessions").WithSummary("The sign-ins of an account that have not ended. Operators.");
        operators.MapDelete("/{id}/sessions", EndAllAsync).WithName("EndSessions").WithSummary("Ends all sign-ins of an account. Operators.");
        operators.MapDelete("/{id}/sessions/{sid}", EndAsync).WithName("EndSession").WithSummary("Ends one sign-in of an account. Operators.");
    }

    private static Task<Ok<List<SessionView>>> ListOwnAsync(ClaimsPrincipal user, FestivalDb database, TimeProvider time, CancellationToken cancellation) =>
        ListOfAsync(OwnAccount.IdOf(CallerName.Of(user)) ?? "", user.FindFirstValue("sid"), database, time, cancellation);

    private static Task<Ok<List<SessionView>>> ListAsync(string id, ClaimsPrincipal user, FestivalDb database, TimeProvider time, CancellationToken cancellation) =>
        ListOfAsync(id, user.FindFirstValue("sid"), database, time, cancellation);

    private static Task<NoContent> EndOthersAsync(ClaimsPrincipal user, FestivalDb database, StaffSessions sessions, AuditBook audit, CancellationToken cancellation) =>
        EndAllOfAsync(OwnAccount.IdOf(CallerName.Of(user)) ?? "", user.FindFirstValue("sid"), database, sessions, audit, cancellation);

    private static Task<NoContent> EndAllAsync(string id, FestivalDb database, StaffSessions sessions, AuditBook audit, CancellationToken cancellation) =>
        EndAllOfAsync(id, but: null, database, sessions, audit, cancellation);

    private static Task<Results<NoContent, ProblemHttpResult>> EndOwnAsync(
        string sid, ClaimsPrincipal user, FestivalDb database, StaffSessions sessions, AuditBook audit, CancellationToken cancellation) =>
        EndAsync(OwnAccount.IdOf(CallerName.Of(user)) ?? "", sid, database, sessions, audit, cancellation);

    private static async Task<Results<NoContent, ProblemHttpResult>> EndAsync(
        string id, string sid, FestivalDb database, StaffSessions sessions, AuditBook audit, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(StaffSessions.TurnOf(id), cancellation);
        if (await sessions.EndAsync(sid, of: id, cancellation) is not { } ended)
            return AccountErrors.SessionUnknown.ToProblem();

        await audit.NoteAsync(AuditThings.SignIns, id, new { ended.BeganAt, ended.Browser }, after: null, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<NoContent> EndAllOfAsync(
        string account, string? but, FestivalDb database, StaffSessions sessions, AuditBook audit, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(StaffSessions.TurnOf(account), cancellation);
        if (await sessions.EndAllAsync(account, but, cancellation) is > 0 and var count)
            await audit.NoteAsync(AuditThings.SignIns, account, new { Count = count }, after: null, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<List<SessionView>>> ListOfAsync(string account, string? present, FestivalDb database, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var sessions = await database.StaffSessions.AsNoTracking()
            .Where(session => session.AccountId == account && session.EndedAt == null && session.ExpiresAt > now)
            .OrderByDescending(session => session.ExpiresAt).ThenBy(session => session.Id).ToListAsync(cancellation);
        return TypedResults.Ok(sessions.ConvertAll(session =>
            new SessionView(session.Id, session.BeganAt, session.Address, session.Browser, session.ExpiresAt, session.Id == present)));
    }
}

/// <summary>A sign-in that has not ended.</summary>
/// <param name="Id">The <c>sid</c> of its token.</param>
/// <param name="BeganAt">When; null for one of an older build.</param>
/// <param name="Address">The client's address; null when it is not known, as for the demo's links.</param>
/// <param name="Browser">Family of browser and system, such as <c>Firefox, Windows</c>; null or empty when it is not known.</param>
/// <param name="ExpiresAt">When it ends by itself.</param>
/// <param name="Present">Whether this is the sign-in that calls.</param>
internal sealed record SessionView(string Id, DateTimeOffset? BeganAt, string? Address, string? Browser, DateTimeOffset ExpiresAt, bool Present);

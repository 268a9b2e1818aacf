using System.Security.Claims;
using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Persons;

/// <summary>Revokes the tokens of persons.</summary>
internal static class PersonEndpoints
{
    /// <summary>Persons whose tokens are revoked, at most: every service holds all of them.</summary>
    public const int Most = 10_000;

    /// <summary>Name of the turn in which revocations are changed.</summary>
    private const string Turn = "persons";

    private const int Page = 50;
    private const int LargestPage = 200;

    public static void MapPersons(this IEndpointRouteBuilder routes)
    {
        var operators = routes.MapGroup("/api/v1/persons/revocations").WithTags("Persons").RequireAuthorization(Roles.Operator);
        operators.MapPost("/", RevokeAsync).WithName("RevokePerson").TakesIdempotencyKey().WithSummary("Ends the tokens that an issuer gave a person until now, on every node within seconds. Operators.")
            .WithDescription("Tokens issued in the second of `issuedBefore` (now, when left out) or before are refused, and their connections closed. So are tokens without `iat`. A revocation never becomes weaker: an earlier `issuedBefore` changes nothing. The person to whom that login is linked is revoked too, as one more.");
        operators.MapGet("/", ListAsync).WithName("ListRevocations").WithSummary("The persons whose tokens were revoked, page by page. Operators.")
            .WithDescription("`after` is the `next` of the page before.");
        operators.MapDelete("/{viewer}", TakeBackAsync).WithName("TakeBackRevocation").WithSummary("Accepts a person's earlier tokens again. Operators.");
    }

    private static async Task<Results<Ok<RevocationView>, ProblemHttpResult>> RevokeAsync(
        NewRevocation body, ClaimsPrincipal user, FestivalDb database, AuditBook audit, ContactKey key, IOptions<TokenOptions> tokens, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var read = Read(body, tokens.Value);
        if (read.Failed)
            return read.Error.ToProblem();
        var (viewer, issuer, subject) = read.Value;
        var before = body.IssuedBefore ?? now;
        if (before > now.AddSeconds(TokenTimes.Leeway) || before < DateTimeOffset.UnixEpoch)
            return PersonErrors.Invalid("'issuedBefore' must not be in the future.").ToProblem();

        await using var transaction = await database.BeginTurnAsync(Turn, cancellation);
        var asked = new PersonRevocation { Viewer = viewer, Issuer = issuer, Subject = subject, IssuedBefore = before, At = now, By = Caller.From(user)!.Id };
        var was = await database.PersonRevocations.AsNoTracking().Where(revocation => revocation.Viewer == viewer).ToListAsync(cancellation);
        var revoked = await AddAsync(database, asked, cancellation);
        // Whoever had another sign-in first is another person to the rooms, and their tickets are ours.
        var linked = body.Viewer is null ? await LinkedAsync(database, key, issuer, subject, cancellation) : null;
        if (linked is { } other && other.Value != viewer)
            await AddAsync(database, new PersonRevocation { Viewer = other.Value, Issuer = TokenSigner.Issuer, Subject = other.Value, IssuedBefore = before, At = now, By = asked.By }, cancellation);
        if (await database.PersonRevocations.CountAsync(cancellation) + database.ChangeTracker.Entries<PersonRevocation>().Count(entry => entry.State == EntityState.Added) > Most)
            return PersonErrors.Full.ToProblem();

        await database.SaveChangesAsync(cancellation);
        await audit.NoteAsync(AuditThings.Revocation, revoked.Viewer, was is [var earlier] ? Audited(earlier) : null, Audited(revoked), cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(RevocationView.Of(revoked));
    }

    /// <summary>What the audit keeps: not by which name the login knows the person.</summary>
    private static object Audited(PersonRevocation revocation) => new { revocation.Issuer, revocation.IssuedBefore };

    /// <summary>The person's revocation: the one that is asked for, or, if there is one, that one, which never becomes weaker.</summary>
    private static async Task<PersonRevocation> AddAsync(FestivalDb database, PersonRevocation asked, CancellationToken cancellation)
    {
        if (await database.PersonRevocations.SingleOrDefaultAsync(revocation => revocation.Viewer == asked.Viewer, cancellation) is not { } known)
            return database.Add(asked).Entity;

        if (asked.IssuedBefore > known.IssuedBefore)
            (known.IssuedBefore, known.At, known.By) = (asked.IssuedBefore, asked.At, asked.By);
        return known;
    }

    /// <summary>Whose login that is; null when nobody has come by it.</summary>
    private static async Task<ViewerId?> LinkedAsync(FestivalDb database, ContactKey key, string issuer, string subject, CancellationToken cancellation)
    {
        if (!key.IsSet)
            return null;

        var id = key.OfIssuer(issuer, subject);
        return await database.Contacts.Where(contact => contact.Id == id).Select(contact => (ViewerId?)contact.PersonId).SingleOrDefaultAsync(cancellation);
    }

    /// <summary>Whose tokens: an issuer's subject, or a person by the id that rooms know.</summary>
    private static Result<(string Viewer, string Issuer, string Subject)> Read(NewRevocation body, TokenOptions tokens)
    {
        if (body.Viewer is not null)
            return ViewerId.TryParse(body.Viewer, null, out var named) && Caller.IsPerson(named)
                ? (named.Value, TokenSigner.Issuer, named.Value)
                : PersonErrors.Invalid("'viewer' must be a person's id.");
        if (tokens.Issuers.FirstOrDefault(known => known.Issuer == body.Issuer) is not { } issuer)
            return PersonErrors.Issuer;
        return string.IsNullOrWhiteSpace(body.Sub) || body.Sub.Length > NewRevocation.Longest
            ? PersonErrors.Invalid($"'sub' must have 1-{NewRevocation.Longest} characters.")
            : (Caller.PersonId(issuer.Issuer, body.Sub).Value, issuer.Issuer, body.Sub);
    }

    private static async Task<Ok<RevocationPage>> ListAsync(string? after, int? limit, FestivalDb database, HttpResponse response, CancellationToken cancellation)
    {
        var size = Math.Clamp(limit ?? Page, 1, LargestPage);
        var from = after ?? "";
        var page = await database.PersonRevocations.AsNoTracking()
            .Where(revocation => string.Compare(revocation.Viewer, from) > 0).OrderBy(revocation => revocation.Viewer).Take(size + 1).ToListAsync(cancellation);
        response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new RevocationPage([.. page.Take(size).Select(RevocationView.Of)], page.Count > size ? page[size - 1].Viewer : null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> TakeBackAsync(string viewer, FestivalDb database, AuditBook audit, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(Turn, cancellation);
        if (await database.PersonRevocations.SingleOrDefaultAsync(revocation => revocation.Viewer == viewer, cancellation) is not { } known)
            return PersonErrors.Unknown.ToProblem();

        database.Remove(known);
        await database.SaveChangesAsync(cancellation);
        await audit.NoteAsync(AuditThings.Revocation, viewer, Audited(known), after: null, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }
}

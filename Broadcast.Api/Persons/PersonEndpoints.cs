using System.Security.Claims;
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
            .WithDescription("Tokens issued in the second of `issuedBefore` (now, when left out) or before are refused, and their connections closed. So are tokens without `iat`. A revocation never becomes weaker: an earlier `issuedBefore` changes nothing.");
        operators.MapGet("/", ListAsync).WithName("ListRevocations").WithSummary("The persons whose tokens were revoked, page by page. Operators.")
            .WithDescription("`after` is the `next` of the page before.");
        operators.MapDelete("/{viewer}", TakeBackAsync).WithName("TakeBackRevocation").WithSummary("Accepts a person's earlier tokens again. Operators.");
    }

    private static async Task<Results<Ok<RevocationView>, ProblemHttpResult>> RevokeAsync(
        NewRevocation body, ClaimsPrincipal user, FestivalDb database, IOptions<TokenOptions> tokens, TimeProvider time, CancellationToken cancellation)
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
        var known = await database.PersonRevocations.SingleOrDefaultAsync(revocation => revocation.Viewer == viewer, cancellation);
        if (known is null && await database.PersonRevocations.CountAsync(cancellation) >= Most)
            return PersonErrors.Full.ToProblem();

        var by = Caller.From(user)!.Id;
        if (known is null)
            database.Add(known = new PersonRevocation { Viewer = viewer, Issuer = issuer, Subject = subject, IssuedBefore = before, At = now, By = by });
        else if (before > known.IssuedBefore)
            (known.IssuedBefore, known.At, known.By) = (before, now, by);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(RevocationView.Of(known));
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

    private static async Task<Results<NoContent, ProblemHttpResult>> TakeBackAsync(string viewer, FestivalDb database, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(Turn, cancellation);
        if (await database.PersonRevocations.SingleOrDefaultAsync(revocation => revocation.Viewer == viewer, cancellation) is not { } known)
            return PersonErrors.Unknown.ToProblem();

        database.Remove(known);
        await database.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }
}

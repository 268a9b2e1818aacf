using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Keys;

/// <summary>The public keys for everybody, and the rotation for operators.</summary>
internal static class KeyEndpoints
{
    /// <summary>Five minutes: less than a new key waits before it signs.</summary>
    private const string Cached = "public, max-age=300";

    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        routes.MapForAnyOrigin("/.well-known", Cached, all: "/jwks.json").MapMethods("/jwks.json", Reads, PublishedAsync);

        var keys = routes.MapGroup("/api/v1/keys").WithTags("Keys");
        keys.MapGet("/", ListAsync).WithName("ListKeys").RequireAuthorization(StaffPolicies.Audit)
            .WithSummary("The signing keys that are published, without their private parts. Operators and auditors.");
        keys.MapPost("/{purpose}/rotate", RotateAsync).WithName("RotateSigningKey").RequireAuthorization(Roles.Operator).TakesIdempotencyKey()
            .WithSummary("Makes the next signing key of a purpose: published at once, and signing ten minutes later. Operators.")
            .WithDescription("The key before stays published until what it signed need no longer be verified.");
    }

    private static async Task<JsonHttpResult<PublicKeySet>> PublishedAsync(FestivalDb database, TimeProvider time, CancellationToken cancellation)
    {
        var keys = await Published(database, time.GetUtcNow()).ToListAsync(cancellation);
        return TypedResults.Json(new PublicKeySet(keys.ConvertAll(PublicKey.Of)), contentType: "application/jwk-set+json");
    }

    private static async Task<Ok<List<SigningKeyView>>> ListAsync(FestivalDb database, TimeProvider time, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var keys = await Published(database, now).ToListAsync(cancellation);
        return TypedResults.Ok(keys.ConvertAll(key => SigningKeyView.Of(key, now)));
    }

    private static async Task<Results<Ok<SigningKeyView>, ProblemHttpResult>> RotateAsync(
        string purpose, IEnumerable<SigningPurpose> purposes, KeyRotation rotation, FestivalDb database, AuditBook audit, TimeProvider time, CancellationToken cancellation)
    {
        if (purposes.FirstOrDefault(known => known.Name == purpose) is not { } named)
            return KeyErrors.Purpose.ToProblem();

        await using var transaction = await database.JoinAsync(cancellation);
        var rotated = await rotation.RotateAsync(database, named, cancellation);
        if (rotated.Failed)
            return rotated.Error.ToProblem();

        var view = SigningKeyView.Of(rotated.Value, time.GetUtcNow());
        await audit.NoteAsync(AuditThings.SigningKey, purpose, before: null, view, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(view);
    }

    private static IQueryable<SigningKey> Published(FestivalDb database, DateTimeOffset now) =>
        database.SigningKeys.AsNoTracking().Where(key => key.PublishedUntil == null || key.PublishedUntil > now).OrderBy(key => key.Purpose).ThenBy(key => key.Serial);
}

using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Accounts;

internal static class AccountEndpoints
{
    /// <summary>Name of the rate limit for sign-ins per client address.</summary>
    public const string Limit = "sign-in";

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var accounts = routes.MapGroup("/api/v1/accounts").WithTags("Staff");
        accounts.MapPost("/sign-in", SignInAsync).WithName("SignIn").WithSummary("Signs staff in: a token for 12 hours.")
            .RequireRateLimiting(Limit).WithMetadata(new LimitError(AccountErrors.TooMany));
        accounts.MapPost("/sign-out", SignOutAsync).WithName("SignOut").WithSummary("Ends the sign-in of the token that calls; every service refuses it from then on.")
            .RequireAuthorization();
        var operators = accounts.MapGroup("/").RequireAuthorization(Roles.Operator);
        operators.MapGet("/", ListAsync).WithName("ListAccounts").WithSummary("All staff accounts. Operators.");
        operators.MapPost("/", CreateAsync).WithName("CreateAccount").TakesIdempotencyKey().WithSummary("Makes a staff account with roles. Operators.")
            .WithDescription("`stages` are those that an anchor acts for, and in whose rooms a moderator keeps order: in all rooms when none is named. `moderates` says what a moderator may do: all of it when left out.");
        operators.MapPut("/{id}/moderation", ModerateAsync).WithName("ChangeModeration")
            .WithSummary("Changes what a moderator may do and in the rooms of which stages, and ends the account's sign-ins. Operators.")
            .WithDescription("What is left out stays as it is. `moderates: []` takes all rights, `stages: []` stands for all rooms.");
        operators.MapDelete("/{id}", RemoveAsync).WithName("RemoveAccount").WithSummary("Removes a staff account and ends its sign-ins. Operators.");
    }

    private static async Task<Results<Ok<SignedIn>, ProblemHttpResult>> SignInAsync(
        Credentials body, SignIn signIn, HttpContext context, CancellationToken cancellation)
    {
        var signedIn = await signIn.TryAsync(body, context.Connection.RemoteIpAddress, cancellation);
        return signedIn.Failed ? signedIn.Error.ToProblem() : TypedResults.Ok(signedIn.Value);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SignOutAsync(ClaimsPrincipal user, StaffSessions sessions, CancellationToken cancellation) =>
        Caller.From(user)?.Kind == CallerKind.Staff && user.FindFirstValue("sid") is { } session && await sessions.EndAsync(session, cancellation)
            ? TypedResults.NoContent()
            : AccountErrors.NotASession.ToProblem();

    private static async Task<Ok<List<AccountView>>> ListAsync(FestivalDb database, CancellationToken cancellation)
    {
        var roles = (await database.Set<IdentityUserRole<string>>().AsNoTracking()
            .Join(database.Set<IdentityRole<string>>(), held => held.RoleId, role => role.Id, (held, role) => new { held.UserId, role.Name })
            .ToListAsync(cancellation)).ToLookup(held => held.UserId, held => held.Name!, StringComparer.Ordinal);
        var accounts = await database.StaffAccounts.AsNoTracking().ToListAsync(cancellation);
        return TypedResults.Ok(accounts.OrderBy(account => account.Email, StringComparer.Ordinal).Select(account => AccountView.Of(account, roles[account.Id])).ToList());
    }

    private static async Task<Results<Created<AccountView>, ProblemHttpResult>> CreateAsync(
        NewAccount body, FestivalDb database, StaffDirectory directory, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(StaffDirectory.Turn, cancellation);
        var created = await directory.CreateAsync(body);
        if (created.Failed)
            return created.Error.ToProblem();

        await transaction.CommitAsync(cancellation);
        return TypedResults.Created($"/api/v1/accounts/{created.Value.Id}", await directory.ViewAsync(created.Value));
    }

    private static async Task<Results<Ok<AccountView>, ProblemHttpResult>> ModerateAsync(
        string id, NewModeration body, FestivalDb database, UserManager<StaffAccount> accounts, StaffDirectory directory, StaffSessions sessions,
        CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(StaffSessions.TurnOf(id), cancellation);
        if (await accounts.FindByIdAsync(id) is not { } account)
            return AccountErrors.Unknown.ToProblem();
        var changed = await directory.ChangeAsync(account, body);
        if (changed.Failed)
            return changed.Error.ToProblem();

        await sessions.EndAllAsync(account, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(await directory.ViewAsync(account));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(
        string id, ClaimsPrincipal user, FestivalDb database, UserManager<StaffAccount> accounts, StaffSessions sessions, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(StaffSessions.TurnOf(id), cancellation);
        if (await accounts.FindByIdAsync(id) is not { } account)
            return AccountErrors.Unknown.ToProblem();
        if (Caller.From(user)?.Id.Value == $"staff:{id}")
            return AccountErrors.Own.ToProblem();

        await sessions.EndAllAsync(account, cancellation);
        await accounts.DeleteAsync(account);
        await transaction.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }
}

/// <summary>A sign-in: the e-mail address as <c>user</c> or as <c>email</c>, and the password.</summary>
internal sealed record Credentials(string? User, string? Email, string? Password)
{
    internal string Name => (string.IsNullOrWhiteSpace(User) ? Email : User)?.Trim() ?? "";
}

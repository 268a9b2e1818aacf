using System.Security.Claims;
using Broadcast.Api.Accounts.FirstLink;
using Broadcast.Api.Accounts.Invitations;
using Broadcast.Api.Accounts.Passwords;
using Broadcast.Api.Accounts.SecondFactor;
using Broadcast.Api.Accounts.Sessions;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace Broadcast.Api.Accounts;

internal static class AccountEndpoints
{
    /// <summary>Name of the rate limit for sign-ins per client address.</summary>
    public const string Limit = "sign-in";

    /// <summary>The policy for everybody of staff, whatever their roles.</summary>
    public const string StaffPolicy = "staff";

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        var accounts = routes.MapGroup("/api/v1/accounts").WithTags("Staff");
        accounts.MapPost("/sign-in", SignInAsync).WithName("SignIn").WithSummary("Signs staff in: a token for 12 hours.")
            .WithDescription("An account with a second factor gets 401 `account.second_factor` until `code` comes beside the password: six digits of the app, or a recovery code. Each code is good once.")
            .RequireRateLimiting(Limit).WithMetadata(new LimitError(AccountErrors.TooMany));
        accounts.MapPost("/sign-out", SignOutAsync).WithName("SignOut").WithSummary("Ends the sign-in of the token that calls; every service refuses it from then on.")
            .RequireAuthorization();
        var operators = accounts.MapGroup("/").RequireAuthorization(Roles.Operator);
        operators.MapGet("/", ListAsync).WithName("ListAccounts").WithSummary("All staff accounts. Operators.");
        operators.MapPost("/", CreateAsync).WithName("CreateAccount").TakesIdempotencyKey().WithSummary("Makes a staff account with roles. Operators.")
            .WithDescription("`stages` are those that an anchor acts for, and in whose rooms a moderator keeps order: in all rooms when none is named. `moderates` says what a moderator may do: all of it when left out.");
        operators.MapPut("/{id}", ChangeAsync).WithName("ChangeAccount").WithSummary("Changes an account's name, roles, stages and rights; other rights end its sign-ins. Operators.")
            .WithDescription("`revision` is the one that the change was made from. When somebody else was faster, 409 `account.conflict` has the present state as `account`. One operator remains.");
        operators.MapPut("/{id}/moderation", ModerateAsync).WithName("ChangeModeration")
            .WithSummary("Changes what a moderator may do and in the rooms of which stages, and ends the account's sign-ins. Operators.")
            .WithDescription("What is left out stays as it is. `moderates: []` takes all rights, `stages: []` stands for all rooms.");
        operators.MapDelete("/{id}", RemoveAsync).WithName("RemoveAccount").WithSummary("Removes a staff account and ends its sign-ins. Operators.");

        var own = accounts.MapGroup("/me").RequireAuthorization(StaffPolicy);
        own.MapOwn();
        own.MapPasswords();
        own.MapSecondFactor(operators);
        own.MapSessions(operators);
        operators.MapInvitations();
        routes.MapLinks();
        routes.MapSetup();
    }

    private static async Task<Results<Ok<SignedIn>, ProblemHttpResult>> SignInAsync(
        Credentials body, SignIn signIn, HttpContext context, CancellationToken cancellation)
    {
        var signedIn = await signIn.TryAsync(body, SignInPlace.Of(context), cancellation);
        return signedIn.Failed ? signedIn.Error.ToProblem() : TypedResults.Ok(signedIn.Value);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SignOutAsync(ClaimsPrincipal user, StaffSessions sessions, CancellationToken cancellation) =>
        Caller.From(user)?.Kind == CallerKind.Staff && user.FindFirstValue("sid") is { } session && await sessions.EndAsync(session, of: null, cancellation) is not null
            ? TypedResults.NoContent()
            : AccountErrors.NotASession.ToProblem();

    private static async Task<Ok<List<AccountView>>> ListAsync(FestivalDb database, CancellationToken cancellation) =>
        TypedResults.Ok(await database.AccountViewsAsync(cancellation));

    private static async Task<Results<Created<AccountView>, ProblemHttpResult>> CreateAsync(
        NewAccount body, FestivalDb database, StaffDirectory directory, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(StaffDirectory.Turn, cancellation);
        var created = await directory.CreateAsync(body);
        if (created.Failed)
            return created.Error.ToProblem();

        var view = await database.AccountViewAsync(created.Value.Id, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Created($"/api/v1/accounts/{created.Value.Id}", view!);
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

        await sessions.EndAllAsync(id, but: null, cancellation);
        var view = await database.AccountViewAsync(id, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(view!);
    }

    private static async Task<Results<Ok<AccountView>, ProblemHttpResult>> ChangeAsync(
        string id, AccountPut body, FestivalDb database, AccountChanges changes, CancellationToken cancellation)
    {
        var changed = await changes.ChangeAsync(id, body, cancellation);
        if (await database.AccountViewAsync(id, cancellation) is not { } present)
            return AccountErrors.Unknown.ToProblem();
        if (changed.Error == AccountErrors.Changed)
            return changed.Error.ToProblem(("account", present));

        return changed.Failed ? changed.Error.ToProblem() : TypedResults.Ok(present);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveAsync(string id, ClaimsPrincipal user, AccountChanges changes, CancellationToken cancellation) =>
        await changes.RemoveAsync(id, CallerName.Of(user), cancellation) is { } refusal ? refusal.ToProblem() : TypedResults.NoContent();
}

/// <summary>A sign-in: the e-mail address as <c>user</c> or as <c>email</c>, the password, and a code where the account has a second factor.</summary>
internal sealed record Credentials(string? User, string? Email, string? Password, string? Code = null)
{
    internal string Name => (string.IsNullOrWhiteSpace(User) ? Email : User)?.Trim() ?? "";

    /// <summary>Keeps the secrets out of log lines.</summary>
    public override string ToString() => nameof(Credentials);
}

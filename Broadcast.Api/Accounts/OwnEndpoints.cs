using System.Security.Claims;
using Broadcast.Api.Accounts.SecondFactor;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Accounts;

/// <summary>What everybody of staff sees and changes of the own account.</summary>
internal static class OwnEndpoints
{
    public static void MapOwn(this RouteGroupBuilder own)
    {
        own.MapGet("/", ReadAsync).WithName("ReadOwnAccount").WithSummary("The own account. Staff.");
        own.MapPut("/", RenameAsync).WithName("RenameOwnAccount").WithSummary("Changes the own name; rooms show it from the next sign-in on. Staff.");
    }

    private static async Task<Results<Ok<OwnView>, ProblemHttpResult>> ReadAsync(
        ClaimsPrincipal user, FestivalDb database, OwnAccount own, IOptions<AccountOptions> options, CancellationToken cancellation)
    {
        var account = await own.FindAsync(CallerName.Of(user));
        if (account.Failed)
            return account.Error.ToProblem();

        var id = account.Value.Id;
        var left = await database.RecoveryCodes.CountAsync(code => code.AccountId == id, cancellation);
        return await database.AccountViewAsync(id, cancellation) is { } view
            ? TypedResults.Ok(new OwnView(view, left, options.Value.IsSecondFactorNeeded && await database.IsOperatorAsync(id, cancellation)))
            : AccountErrors.Unknown.ToProblem();
    }

    private static async Task<Results<Ok<AccountView>, ProblemHttpResult>> RenameAsync(
        OwnName body, ClaimsPrincipal user, FestivalDb database, OwnAccount own, StaffDirectory directory, CancellationToken cancellation)
    {
        var faults = new FieldFaults();
        var name = faults.Line("name", body.Name, StaffFields.LongestName);
        if (faults.Any)
            return faults.On(AccountErrors.Malformed).ToProblem();

        var caller = CallerName.Of(user);
        await using var transaction = await database.BeginTurnAsync(StaffSessions.TurnOf(OwnAccount.IdOf(caller) ?? ""), cancellation);
        var account = await own.FindAsync(caller);
        if (account.Failed)
            return account.Error.ToProblem();
        account.Value.Name = name;
        var saved = await directory.SaveAsync(account.Value);
        if (saved.Failed)
            return saved.Error.ToProblem();

        var view = await database.AccountViewAsync(account.Value.Id, cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(view!);
    }
}

/// <param name="Name">1-40 characters.</param>
internal sealed record OwnName(string? Name);

/// <summary>An account as its owner sees it.</summary>
/// <param name="Account">As operators see it.</param>
/// <param name="RecoveryCodes">Recovery codes that are not used yet.</param>
/// <param name="SecondFactorNeeded">Whether this account must have a second factor.</param>
internal sealed record OwnView(AccountView Account, int RecoveryCodes, bool SecondFactorNeeded);

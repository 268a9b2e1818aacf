using System.Security.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Accounts.Passwords;

internal static class PasswordEndpoints
{
    public static void MapPasswords(this RouteGroupBuilder own) =>
        own.MapPut("/password", ChangeAsync).WithName("ChangeOwnPassword").WithSummary("Changes the own password, and ends all own sign-ins but the one that calls. Staff.")
            .WithDescription("Who has forgotten the present one asks an operator for a reset link.");

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(
        PasswordChange body, ClaimsPrincipal user, HttpContext context, FestivalDb database, OwnAccount own, StaffDirectory directory, StaffSessions sessions,
        CancellationToken cancellation)
    {
        var proved = await own.ProveAsync(CallerName.Of(user), body.Password, context.Connection.RemoteIpAddress);
        if (proved.Failed)
            return proved.Error.ToProblem();
        var account = proved.Value;
        var faults = new FieldFaults();
        faults.Password("newPassword", body.NewPassword, account.Name, account.Email);
        if (faults.Any)
            return faults.On(AccountErrors.Malformed).ToProblem();

        await using var transaction = await database.BeginTurnAsync(StaffSessions.TurnOf(account.Id), cancellation);
        await database.Entry(account).ReloadAsync(cancellation);
        if (database.Entry(account).State == EntityState.Detached)
            return AccountErrors.Unknown.ToProblem();
        if (await directory.SetPasswordAsync(account, body.NewPassword!) is { } refusal)
            return refusal.ToProblem();
        await sessions.EndAllAsync(account.Id, user.FindFirstValue("sid"), cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.NoContent();
    }
}

/// <param name="Password">The present one.</param>
/// <param name="NewPassword">10-200 characters; not made of common passwords, the name or the e-mail address.</param>
internal sealed record PasswordChange(string? Password, string? NewPassword)
{
    /// <summary>Keeps the passwords out of log lines.</summary>
    public override string ToString() => nameof(PasswordChange);
}

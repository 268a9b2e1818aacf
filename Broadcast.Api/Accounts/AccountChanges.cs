using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Identity;

namespace Broadcast.Api.Accounts;

/// <summary>
/// Changes and removes accounts. Each has two turns, always in this order: the one in which is decided who remains an operator, and that of
/// the account, in which sign-ins begin.
/// </summary>
internal sealed class AccountChanges(FestivalDb database, UserManager<StaffAccount> accounts, StaffDirectory directory, StaffSessions sessions, AuditBook audit)
{
    /// <summary>Changes the account if it is still as <see cref="AccountPut.Revision"/> has it; other rights end its sign-ins.</summary>
    public async Task<Result<StaffAccount>> ChangeAsync(string id, AccountPut body, CancellationToken cancellation)
    {
        await using var transaction = await BeginAsync(id, cancellation);
        if (await accounts.FindByIdAsync(id) is not { } account)
            return AccountErrors.Unknown;
        var faults = new FieldFaults();
        var name = faults.Line("name", body.Name, StaffFields.LongestName);
        var roles = faults.StaffRoles(body.Roles);
        var stages = faults.Stages(body.Stages);
        var moderates = faults.Moderates(body.Moderates, roles);
        if (faults.Any)
            return faults.On(AccountErrors.Malformed);
        if (body.Revision != account.ConcurrencyStamp)
            return AccountErrors.Changed;
        var held = await accounts.GetRolesAsync(account);
        if (held.Contains(Roles.Operator) && !roles.Contains(Roles.Operator, StringComparer.Ordinal) && !await database.HasOperatorAsync(but: id, cancellation))
            return AccountErrors.LastOperator;

        var isOther = !held.ToHashSet(StringComparer.Ordinal).SetEquals(roles) || !account.Stages.SequenceEqual(stages, StringComparer.Ordinal) || !account.Moderates.SequenceEqual(moderates, StringComparer.Ordinal);
        (account.Name, account.Stages, account.Moderates) = (name, stages, moderates);
        var saved = await directory.SaveAsync(account, roles);
        if (saved.Failed)
            return saved;

        if (isOther)
            await sessions.EndAllAsync(id, but: null, cancellation);
        await transaction.CommitAsync(cancellation);
        return account;
    }

    /// <summary>Null when the account, its sign-ins and the links for it are no more.</summary>
    public async Task<Error?> RemoveAsync(string id, string? caller, CancellationToken cancellation)
    {
        await using var transaction = await BeginAsync(id, cancellation);
        if (await accounts.FindByIdAsync(id) is not { } account)
            return AccountErrors.Unknown;
        if (OwnAccount.IdOf(caller) == id)
            return AccountErrors.Own;
        if (await database.IsOperatorAsync(id, cancellation) && !await database.HasOperatorAsync(but: id, cancellation))
            return AccountErrors.LastOperator;

        await sessions.EndAllAsync(id, but: null, cancellation);
        await audit.NoteAsync(AuditThings.Account, id, (await database.AccountViewAsync(id, cancellation))?.ForAudit(), after: null, cancellation);
        if (!(await accounts.DeleteAsync(account)).Succeeded)
            return AccountErrors.Changed;
        await transaction.CommitAsync(cancellation);
        return null;
    }

    private async Task<JoinedTransaction> BeginAsync(string id, CancellationToken cancellation)
    {
        var transaction = await database.BeginTurnAsync(StaffDirectory.Turn, cancellation);
        try
        {
            await database.BeginTurnAsync(StaffSessions.TurnOf(id), cancellation);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }
}

/// <summary>An account as it shall be.</summary>
/// <param name="Revision">The one that the change was made from.</param>
/// <param name="Name">1-40 characters.</param>
/// <param name="Roles">One or more.</param>
/// <param name="Stages">Ids of stages; none: all rooms.</param>
/// <param name="Moderates">A moderator's rights; all rights when left out.</param>
internal sealed record AccountPut(string? Revision, string? Name, IReadOnlyList<string>? Roles, IReadOnlyList<string>? Stages, IReadOnlyList<string>? Moderates);

using System.Net.Mail;
using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Identity;

namespace Broadcast.Api.Accounts;

/// <summary>Creates and changes staff accounts: for the HTTP API, for the first operator at start, and for the demo.</summary>
internal sealed class StaffDirectory(
    FestivalDb database, UserManager<StaffAccount> accounts, RoleManager<IdentityRole<string>> roles, IPasswordHasher<StaffAccount> hasher, AuditBook audit)
{
    public const int ShortestPassword = 10;

    public const int LongestPassword = 200;

    /// <summary>Name of the turn in which accounts are created, and in which is decided who remains an operator.</summary>
    public const string Turn = "accounts";

    public static bool IsEmail(string? text) => text is { Length: > 2 and <= 200 } && MailAddress.TryCreate(text, out var address) && address.Address == text;

    /// <summary>Creates an account with its roles, in the turn that the caller has and commits.</summary>
    /// <param name="draft">The account.</param>
    /// <param name="joins">Whether its owner makes it, by a link; the audit then has it as its own author.</param>
    public async Task<Result<StaffAccount>> CreateAsync(NewAccount draft, bool joins = false)
    {
        var faults = new FieldFaults();
        var email = faults.Email("email", draft.Email);
        var name = faults.Line("name", draft.Name, StaffFields.LongestName);
        if (draft.Password is not { Length: >= ShortestPassword and <= LongestPassword } password)
            faults.Add("password", Faults.Length, $"'password' must have {ShortestPassword}-{LongestPassword} characters.", ShortestPassword, LongestPassword);
        var named = faults.StaffRoles(draft.Roles);
        var stages = faults.Stages(draft.Stages);
        var moderates = faults.Moderates(draft.Moderates, named);
        if (faults.Any)
            return faults.On(AccountErrors.Malformed);
        if (await accounts.FindByEmailAsync(email) is not null)
            return AccountErrors.Exists(email);

        var account = new StaffAccount { Name = name, Email = email, UserName = email, Stages = stages, Moderates = moderates };
        var created = await accounts.CreateAsync(account, draft.Password!);
        if (!created.Succeeded)
            return Refused(created);

        await GiveAsync(account, named);
        var made = (await database.AccountViewAsync(account.Id, CancellationToken.None))?.ForAudit();
        if (joins)
            await audit.NoteAsync(account.Author, AuditThings.Account, account.Id, before: null, made, CancellationToken.None);
        else
            await audit.NoteAsync(AuditThings.Account, account.Id, before: null, made, CancellationToken.None);
        return account;
    }

    /// <summary>Changes a moderator's rights and stages. The caller commits the transaction.</summary>
    public async Task<Result<StaffAccount>> ChangeAsync(StaffAccount account, NewModeration draft)
    {
        var faults = new FieldFaults();
        var moderates = faults.Moderates(draft.Moderates ?? account.Moderates, await accounts.GetRolesAsync(account));
        var stages = draft.Stages is null ? account.Stages : faults.Stages(draft.Stages);
        if (faults.Any)
            return faults.On(AccountErrors.Malformed);

        (account.Moderates, account.Stages) = (moderates, stages);
        return await SaveAsync(account);
    }

    /// <summary>Gives the account exactly these roles, with its other changes. The caller commits the transaction.</summary>
    public async Task<Result<StaffAccount>> SaveAsync(StaffAccount account, IReadOnlyList<string>? named = null)
    {
        var before = (await database.AccountViewAsync(account.Id, CancellationToken.None))?.ForAudit();
        if (named is not null)
        {
            var held = await accounts.GetRolesAsync(account);
            await GiveAsync(account, named.Except(held, StringComparer.Ordinal));
            await accounts.RemoveFromRolesAsync(account, held.Except(named, StringComparer.Ordinal));
        }

        var changed = await accounts.UpdateAsync(account);
        if (!changed.Succeeded)
            return Refused(changed);

        await audit.NoteAsync(AuditThings.Account, account.Id, before, (await database.AccountViewAsync(account.Id, CancellationToken.None))?.ForAudit(), CancellationToken.None);
        return account;
    }

    /// <summary>Replaces the password by one of its owner, which the caller has checked; null when that is done. The caller commits the transaction.</summary>
    public async Task<Error?> SetPasswordAsync(StaffAccount account, string password)
    {
        account.PasswordHash = hasher.HashPassword(account, password);
        var changed = await accounts.UpdateSecurityStampAsync(account);
        if (!changed.Succeeded)
            return Refused(changed);

        await audit.NoteAsync(account.Author, AuditThings.Account, account.Id, new { Password = "former" }, new { Password = "new" }, CancellationToken.None);
        return null;
    }

    private async Task GiveAsync(StaffAccount account, IEnumerable<string> named)
    {
        foreach (var role in named)
        {
            if (!await roles.RoleExistsAsync(role))
                await roles.CreateAsync(new IdentityRole<string>(role) { Id = role });
            await accounts.AddToRoleAsync(account, role);
        }
    }

    private static Error Refused(IdentityResult result) => AccountErrors.Invalid(string.Join(' ', result.Errors.Select(error => error.Description)));
}

/// <summary>A new account as an operator sends it.</summary>
/// <param name="Email">The address to sign in with.</param>
/// <param name="Name">Display name, 1-40 characters, shown with the account's messages.</param>
/// <param name="Password">10-200 characters.</param>
/// <param name="Roles">One or more.</param>
/// <param name="Stages">Ids of the stages that an anchor acts for and whose rooms a moderator moderates; none: all rooms.</param>
/// <param name="Moderates">A moderator's rights; all rights when left out.</param>
internal sealed record NewAccount(
    string? Email, string? Name, string? Password, IReadOnlyList<string>? Roles, IReadOnlyList<string>? Stages, IReadOnlyList<string>? Moderates = null)
{
    /// <summary>Keeps the password out of log lines.</summary>
    public override string ToString() => nameof(NewAccount);
}

/// <summary>New rights and stages of a moderator. A field that is left out stays as it is.</summary>
/// <param name="Moderates">Names of rights; an empty list removes all rights.</param>
/// <param name="Stages">Ids of stages; an empty list means all rooms. An anchor's account also acts for these stages.</param>
internal sealed record NewModeration(IReadOnlyList<string>? Moderates, IReadOnlyList<string>? Stages);

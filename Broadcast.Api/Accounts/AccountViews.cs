using Broadcast.Api.Accounts.SecondFactor;
using Broadcast.Api.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Accounts;

/// <summary>An account as operators see it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Email">The address to sign in with.</param>
/// <param name="Name">Display name.</param>
/// <param name="Roles">Its roles.</param>
/// <param name="Stages">Ids of stages; none: all rooms.</param>
/// <param name="Moderates">A moderator's rights.</param>
/// <param name="SecondFactor">Whether signing in takes a code of an authenticator app.</param>
/// <param name="Revision">What a change names; another one after each change.</param>
internal sealed record AccountView(
    string Id, string Email, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Stages, IReadOnlyList<string> Moderates, bool SecondFactor, string Revision)
{
    /// <summary>What the audit keeps of it: auditors do not see the addresses of staff.</summary>
    public AccountView ForAudit() => this with { Email = "" };
}

internal static class AccountViews
{
    extension(FestivalDb database)
    {
        /// <summary>All accounts, in the order of their addresses, with as many queries for many as for one.</summary>
        public async Task<List<AccountView>> AccountViewsAsync(CancellationToken cancellation) =>
            await ReadAsync(database, database.StaffAccounts, database.Set<IdentityUserRole<string>>(), cancellation);

        /// <summary>Null when there is no such account.</summary>
        public async Task<AccountView?> AccountViewAsync(string id, CancellationToken cancellation) =>
            (await ReadAsync(
                database, database.StaffAccounts.Where(account => account.Id == id), database.Set<IdentityUserRole<string>>().Where(held => held.UserId == id), cancellation)).SingleOrDefault();
    }

    private static async Task<List<AccountView>> ReadAsync(
        FestivalDb database, IQueryable<StaffAccount> accounts, IQueryable<IdentityUserRole<string>> roles, CancellationToken cancellation)
    {
        var held = (await roles.AsNoTracking()
            .Join(database.Set<IdentityRole<string>>(), held => held.RoleId, role => role.Id, (held, role) => new { held.UserId, role.Name })
            .ToListAsync(cancellation)).ToLookup(held => held.UserId, held => held.Name!, StringComparer.Ordinal);
        var apps = database.Authenticators.Where(app => app.ConfirmedAt != null);
        var rows = await accounts.AsNoTracking()
            .Select(account => new { Account = account, SecondFactor = apps.Any(app => app.AccountId == account.Id) })
            .ToListAsync(cancellation);
        return
        [
            .. rows.OrderBy(row => row.Account.Email, StringComparer.Ordinal).Select(row => new AccountView(
                row.Account.Id, row.Account.Email!, row.Account.Name, [.. held[row.Account.Id].Order(StringComparer.Ordinal)], row.Account.Stages, row.Account.Moderates,
                row.SecondFactor, row.Account.ConcurrencyStamp!)),
        ];
    }
}

using System.Net.Mail;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Text;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Identity;

namespace Broadcast.Api.Accounts;

/// <summary>Creates and changes staff accounts: for the HTTP API, for the first operator at start, and for the demo.</summary>
internal sealed class StaffDirectory(UserManager<StaffAccount> accounts, RoleManager<IdentityRole<string>> roles)
{
    public const int ShortestPassword = 10;

    /// <summary>Name of the turn in which accounts are created.</summary>
    public const string Turn = "accounts";

    private const int LongestPassword = 200;

    public static bool IsEmail(string? text) => text is { Length: > 2 and <= 200 } && MailAddress.TryCreate(text, out var address) && address.Address == text;

    /// <summary>Creates an account with its roles, in the turn that the caller has and commits.</summary>
    public async Task<Result<StaffAccount>> CreateAsync(NewAccount draft)
    {
        if (!IsEmail(draft.Email))
            return AccountErrors.Invalid("'email' must be an e-mail address.");
        if (PlainLine.Read(draft.Name, 40) is not { } name)
            return AccountErrors.Invalid("'name' must have 1-40 characters.");
        if (draft.Password is not { Length: >= ShortestPassword and <= LongestPassword })
            return AccountErrors.Invalid($"'password' must have {ShortestPassword}-{LongestPassword} characters.");
        var named = draft.Roles?.Distinct(StringComparer.Ordinal).ToList() ?? [];
        if (named.Count == 0 || named.Exists(role => !Roles.All.Contains(role, StringComparer.Ordinal)))
            return AccountErrors.Invalid($"'roles' must name one or more of {string.Join(", ", Roles.All)}.");
        var stages = draft.Stages?.Distinct(StringComparer.Ordinal).ToList() ?? [];
        if (!AreStages(stages))
            return AccountErrors.Stages;
        var moderates = Moderates(draft.Moderates, named);
        if (moderates.Failed)
            return moderates.Error;
        if (await accounts.FindByEmailAsync(draft.Email!) is not null)
            return AccountErrors.Exists(draft.Email!);

        var account = new StaffAccount
        {
            Name = name,
            Email = draft.Email,
            UserName = draft.Email,
            Stages = stages,
            Moderates = moderates.Value,
        };
        var created = await accounts.CreateAsync(account, draft.Password);
        if (!created.Succeeded)
            return AccountErrors.Invalid(string.Join(' ', created.Errors.Select(error => error.Description)));

        foreach (var role in named)
        {
            if (!await roles.RoleExistsAsync(role))
                await roles.CreateAsync(new IdentityRole<string>(role) { Id = role });
            await accounts.AddToRoleAsync(account, role);
        }

        return account;
    }

    /// <summary>Changes a moderator's rights and stages. The caller commits the transaction.</summary>
    public async Task<Result<StaffAccount>> ChangeAsync(StaffAccount account, NewModeration draft)
    {
        var moderates = Moderates(draft.Moderates ?? account.Moderates, await accounts.GetRolesAsync(account));
        if (moderates.Failed)
            return moderates.Error;
        var stages = draft.Stages?.Distinct(StringComparer.Ordinal).ToList() ?? account.Stages;
        if (!AreStages(stages))
            return AccountErrors.Stages;

        (account.Moderates, account.Stages) = (moderates.Value, stages);
        var changed = await accounts.UpdateAsync(account);
        return changed.Succeeded ? account : AccountErrors.Invalid(string.Join(' ', changed.Errors.Select(error => error.Description)));
    }

    public async Task<AccountView> ViewAsync(StaffAccount account) => AccountView.Of(account, await accounts.GetRolesAsync(account));

    private static bool AreStages(List<string> stages) => stages.TrueForAll(stage => StageId.TryParse(stage, null, out _));

    /// <summary>
    /// The named rights in the order of <see cref="ModerationRights.All"/>. For a moderator, null means all rights; other accounts must not
    /// name any.
    /// </summary>
    private static Result<List<string>> Moderates(IReadOnlyList<string>? named, ICollection<string> roles)
    {
        if (named?.Except(ModerationRights.All, StringComparer.Ordinal).Any() == true)
            return AccountErrors.Invalid($"'moderates' may only contain {string.Join(", ", ModerationRights.All)}.");
        if (!roles.Contains(Roles.Moderator))
            return named is null or [] ? new List<string>() : AccountErrors.Invalid($"'moderates' is for accounts with the role {Roles.Moderator}.");

        return ModerationRights.All.Where(right => named?.Contains(right, StringComparer.Ordinal) != false).ToList();
    }
}

/// <summary>A new account as an operator sends it.</summary>
/// <param name="Email">The address to sign in with.</param>
/// <param name="Name">Display name, 1-40 characters, shown with the account's messages.</param>
/// <param name="Password">10-200 characters.</param>
/// <param name="Roles">One or more.</param>
/// <param name="Stages">Ids of the stages that an anchor acts for and whose rooms a moderator moderates; none: all rooms.</param>
/// <param name="Moderates">A moderator's rights; all rights when left out.</param>
internal sealed record NewAccount(
    string? Email, string? Name, string? Password, IReadOnlyList<string>? Roles, IReadOnlyList<string>? Stages, IReadOnlyList<string>? Moderates = null);

/// <summary>New rights and stages of a moderator. A field that is left out stays as it is.</summary>
/// <param name="Moderates">Names of rights; an empty list removes all rights.</param>
/// <param name="Stages">Ids of stages; an empty list means all rooms. An anchor's account also acts for these stages.</param>
internal sealed record NewModeration(IReadOnlyList<string>? Moderates, IReadOnlyList<string>? Stages);

/// <summary>An account as operators see it.</summary>
internal sealed record AccountView(
    string Id, string Email, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Stages, IReadOnlyList<string> Moderates)
{
    public static AccountView Of(StaffAccount account, IEnumerable<string> roles) =>
        new(account.Id, account.Email!, account.Name, [.. roles.Order(StringComparer.Ordinal)], account.Stages, account.Moderates);
}

using System.Net.Mail;
using Broadcast.Chat.Text;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Errors;
using Broadcast.Chat.Tokens;
using Microsoft.AspNetCore.Identity;

namespace Broadcast.Api.Accounts;

/// <summary>Makes staff accounts: for operators over HTTP, for the first operator at start, for the demo.</summary>
internal sealed class StaffDirectory(UserManager<StaffAccount> accounts, RoleManager<IdentityRole<string>> roles)
{
    public const int ShortestPassword = 10;
    private const int LongestPassword = 200;

    public static bool IsEmail(string? text) => text is { Length: > 2 and <= 200 } && MailAddress.TryCreate(text, out var address) && address.Address == text;

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
        if (stages.Exists(stage => !StageId.TryParse(stage, null, out _)))
            return AccountErrors.Invalid("'stages' must be ids of stages.");
        if (await accounts.FindByEmailAsync(draft.Email!) is not null)
            return AccountErrors.Exists(draft.Email!);

        var account = new StaffAccount { Name = name, Email = draft.Email, UserName = draft.Email, Stages = stages, LockoutEnabled = true };
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

    public async Task<AccountView> ViewAsync(StaffAccount account) =>
        new(account.Id, account.Email!, account.Name, [.. (await accounts.GetRolesAsync(account)).Order(StringComparer.Ordinal)], account.Stages);
}

/// <summary>An account as an operator writes it. <c>stages</c> are those that an anchor acts for.</summary>
internal sealed record NewAccount(string? Email, string? Name, string? Password, IReadOnlyList<string>? Roles, IReadOnlyList<string>? Stages);

/// <summary>An account as operators see it.</summary>
internal sealed record AccountView(string Id, string Email, string Name, IReadOnlyList<string> Roles, IReadOnlyList<string> Stages);

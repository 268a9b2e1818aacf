using System.Buffers.Text;
using System.Security.Cryptography;
using Broadcast.Api.Accounts;
using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.AspNetCore.Identity;

namespace Broadcast.Api.Demo;

/// <summary>
/// The demo's staff accounts: an operator, an anchor of all four stages, a moderator of all rooms, an auditor and a shipper. Passwords and
/// tokens are new at each start.
/// </summary>
internal sealed class DemoCast(FestivalDb database, StaffDirectory directory, StaffSessions sessions, UserManager<StaffAccount> accounts)
{
    private const string OperatorEmail = "operator@festival.example";
    private const string AnchorEmail = "anchor@festival.example";
    private const string ModeratorEmail = "moderator@festival.example";
    private const string AuditorEmail = "auditor@festival.example";
    private const string ShipperEmail = "shipper@festival.example";

    public async Task<DemoMember> OperatorAsync(CancellationToken cancellation) => await SignInAsync(OperatorEmail, "导播 Operator", Roles.Operator, [], cancellation);

    public async Task<DemoMember> AnchorAsync(CancellationToken cancellation) =>
        await SignInAsync(AnchorEmail, "主播 Anchor", Roles.Anchor, [.. DemoProgramme.Stages.Select(stage => stage.Id)], cancellation);

    /// <summary>Has all rights of moderators, in all rooms.</summary>
    public async Task<DemoMember> ModeratorAsync(CancellationToken cancellation) => await SignInAsync(ModeratorEmail, "管理员 Moderator", Roles.Moderator, [], cancellation);

    public async Task<DemoMember> AuditorAsync(CancellationToken cancellation) => await SignInAsync(AuditorEmail, "审计 Auditor", Roles.Auditor, [], cancellation);

    public async Task<DemoMember> ShipperAsync(CancellationToken cancellation) => await SignInAsync(ShipperEmail, "发货 Shipper", Roles.Shipper, [], cancellation);

    private async Task<DemoMember> SignInAsync(string email, string name, string role, IReadOnlyList<string> stages, CancellationToken cancellation)
    {
        var password = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(12));
        var account = await WithPasswordAsync(email, name, role, stages, password, cancellation);
        var signedIn = await sessions.BeginAsync(account, cancellation) ?? throw new InvalidOperationException($"The demo's account {email} was removed while it signed in.");
        return new DemoMember(email, password, signedIn.Token);
    }

    private async Task<StaffAccount> WithPasswordAsync(
        string email, string name, string role, IReadOnlyList<string> stages, string password, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(StaffDirectory.Turn, cancellation);
        var account = await accounts.FindByEmailAsync(email);
        if (account is null)
        {
            var made = await directory.CreateAsync(new NewAccount(email, name, password, [role], stages));
            account = made.Value ?? throw new InvalidOperationException($"The demo's account {email} cannot be created: {made.Error?.Message}");
        }
        else
        {
            await accounts.RemovePasswordAsync(account);
            await accounts.AddPasswordAsync(account, password);
        }

        await transaction.CommitAsync(cancellation);
        return account;
    }
}

/// <summary>The credentials of one of the demo's accounts.</summary>
internal sealed record DemoMember(string Email, string Password, string Token)
{
    /// <summary>Keeps the secrets out of log lines.</summary>
    public override string ToString() => Email;
}

using System.Net;
using Broadcast.Api.Accounts.Passwords;
using Broadcast.Api.Accounts.SecondFactor;
using Broadcast.Api.Accounts.Sessions;
using Broadcast.Api.Data;
using Broadcast.Api.Spine;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Identity;

namespace Broadcast.Api.Accounts.Invitations;

/// <summary>
/// Lets in whoever has a good link. Taking the link and what it is for are one transaction, so a link is used and has had its effect, or neither.
/// What is missing in the form uses nothing up.
/// </summary>
internal sealed class LinkDoor(
    FestivalDb database, StaffLinks links, UserManager<StaffAccount> accounts, StaffDirectory directory, CodeCheck codes, StaffSessions sessions, ApiRefusals refusals)
{
    private const string Door = "A staff link";

    public async Task<Result<LinkView>> LookAsync(string? token, IPAddress? address, CancellationToken cancellation)
    {
        if (await links.FindAsync(token, cancellation) is not { } link)
            return refusals.Refuse(address, Door, InvitationErrors.Link);

        var owner = link.AccountId is { } id ? await accounts.FindByIdAsync(id) : null;
        var needsCode = owner is not null && await codes.IsNeededAsync(owner.Id, cancellation);
        return new LinkView(InvitationView.WordOf(link.Kind), link.Name, owner?.Email, link.Roles, link.Stages, needsCode, link.ExpiresAt);
    }

    public async Task<Result<SignedIn>> AcceptAsync(AcceptedLink body, SignInPlace place, CancellationToken cancellation)
    {
        if (await links.FindAsync(body.Token, cancellation) is not { } link)
            return refusals.Refuse(place.Address, Door, InvitationErrors.Link);

        var account = link.AccountId is { } id ? await ResetAsync(link, id, body, cancellation) : await JoinAsync(link, body, cancellation);
        if (account.Failed)
            return account.Error == AccountErrors.Code ? refusals.Refuse(place.Address, Door, account.Error) : account.Error;
        return await sessions.BeginAsync(account.Value, place, cancellation) is { } signedIn ? signedIn : InvitationErrors.Link;
    }

    /// <summary>Makes the account with the roles of the invitation, whatever the form says.</summary>
    private async Task<Result<StaffAccount>> JoinAsync(StaffLink link, AcceptedLink body, CancellationToken cancellation)
    {
        var faults = new FieldFaults();
        var email = faults.Email("email", body.Email);
        var name = faults.Line("name", body.Name, StaffFields.LongestName);
        faults.Password("password", body.Password, email, name, link.Name);
        if (faults.Any)
            return faults.On(AccountErrors.Malformed);

        await using var transaction = await database.BeginTurnAsync(StaffDirectory.Turn, cancellation);
        // Who made it may have been removed meanwhile, and another call may have used it.
        if (await links.FindAsync(body.Token, cancellation) is null)
            return InvitationErrors.Link;
        var created = await directory.CreateAsync(new NewAccount(email, name, body.Password, link.Roles, link.Stages, link.Moderates), joins: true);
        if (created.Failed)
            return created;
        if (!await links.TakeAsync(link, created.Value.Author, cancellation))
            return InvitationErrors.Link;
        await transaction.CommitAsync(cancellation);
        return created;
    }

    private async Task<Result<StaffAccount>> ResetAsync(StaffLink link, string id, AcceptedLink body, CancellationToken cancellation)
    {
        if (await accounts.FindByIdAsync(id) is not { } account)
            return InvitationErrors.Link;
        var faults = new FieldFaults();
        faults.Password("password", body.Password, account.Email, account.Name);
        if (faults.Any)
            return faults.On(AccountErrors.Malformed);
        if (await codes.RefusalAsync(id, body.Code, cancellation) is { } refusal)
            return refusal;

        await using var transaction = await database.BeginTurnAsync(StaffSessions.TurnOf(id), cancellation);
        await database.Entry(account).ReloadAsync(cancellation);
        if (await links.FindAsync(body.Token, cancellation) is null || !await links.TakeAsync(link, account.Author, cancellation))
            return InvitationErrors.Link;
        if (await directory.SetPasswordAsync(account, body.Password!) is { } fault)
            return fault;
        await sessions.EndAllAsync(id, but: null, cancellation);
        await transaction.CommitAsync(cancellation);
        return account;
    }
}

using System.Security.Cryptography;
using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Api.Festivals;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Spine.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Accounts.Invitations;

/// <summary>Makes invitations and reset links, finds those that are good, and withdraws them.</summary>
internal sealed class StaffLinks(FestivalDb database, AuditBook audit, IOptions<AccountOptions> options, TimeProvider time)
{
    /// <summary>Open links at most.</summary>
    public const int Most = 500;

    /// <summary>A reset link opens an account that is there, with all its rights.</summary>
    private static readonly TimeSpan ResetLifetime = TimeSpan.FromDays(1);

    public async Task<Result<MadeLink>> InviteAsync(NewInvitation body, string caller, CancellationToken cancellation)
    {
        var faults = new FieldFaults();
        var name = faults.Line("name", body.Name, StaffFields.LongestName);
        var roles = faults.StaffRoles(body.Roles);
        var stages = faults.Stages(body.Stages);
        var moderates = faults.Moderates(body.Moderates, roles);
        if (!faults.Any && await UnknownStageAsync(stages, cancellation) is { } unknown)
            faults.Add("stages", Faults.Unknown, $"'stages': there is no stage '{unknown}'.");
        if (faults.Any)
            return faults.On(AccountErrors.Malformed);

        await using var transaction = await database.BeginTurnAsync(StaffDirectory.Turn, cancellation);
        var made = await AddAsync(
            (token, now) => new StaffLink
            {
                Id = NewId(),
                Kind = LinkKind.Invitation,
                Digest = LinkToken.DigestOf(token),
                Name = name,
                Roles = roles,
                Stages = stages,
                Moderates = moderates,
                MadeBy = caller,
                MadeAt = now,
                ExpiresAt = now + options.Value.InvitationLifetime,
            },
            cancellation);
        if (!made.Failed)
            await transaction.CommitAsync(cancellation);
        return made;
    }

    /// <summary>A link with which the account's owner sets a new password; it takes the place of the one before.</summary>
    public async Task<Result<MadeLink>> ResetAsync(string account, string caller, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(StaffDirectory.Turn, cancellation);
        if (await database.StaffAccounts.AsNoTracking().SingleOrDefaultAsync(known => known.Id == account, cancellation) is not { } owner)
            return AccountErrors.Unknown;

        await database.StaffLinks.Where(link => link.AccountId == account).ExecuteDeleteAsync(cancellation);
        var made = await AddAsync(
            (token, now) => new StaffLink
            {
                Id = NewId(),
                Kind = LinkKind.Reset,
                Digest = LinkToken.DigestOf(token),
                Name = owner.Name,
                AccountId = account,
                MadeBy = caller,
                MadeAt = now,
                ExpiresAt = now + ResetLifetime,
            },
            cancellation);
        if (!made.Failed)
            await transaction.CommitAsync(cancellation);
        return made;
    }

    /// <summary>The link of this token; null unless it is good: known, not too old, and made by somebody who is an operator still.</summary>
    public async Task<StaffLink?> FindAsync(string? token, CancellationToken cancellation)
    {
        var (digest, now) = (LinkToken.DigestOf(token), time.GetUtcNow());
        var link = await database.StaffLinks.AsNoTracking().SingleOrDefaultAsync(known => known.Digest == digest && known.Kind != LinkKind.First && known.ExpiresAt > now, cancellation);
        return link is not null && await database.IsOperatorAsync(OwnAccount.IdOf(link.MadeBy) ?? "", cancellation) ? link : null;
    }

    /// <summary>Takes the link, in the transaction that is open; false when another call has taken it.</summary>
    /// <param name="link">A good one.</param>
    /// <param name="by">Whose account it has made, or whose password it sets.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<bool> TakeAsync(StaffLink link, EventAuthor by, CancellationToken cancellation)
    {
        if (!await DeleteAsync(link, cancellation))
            return false;

        await audit.NoteAsync(by, AuditThings.Link, link.Id, Audited(link), after: null, cancellation);
        return true;
    }

    /// <summary>False when there is no such link.</summary>
    public async Task<bool> WithdrawAsync(string id, CancellationToken cancellation)
    {
        await using var transaction = await database.JoinAsync(cancellation);
        if (await database.StaffLinks.AsNoTracking().SingleOrDefaultAsync(link => link.Id == id && link.Kind != LinkKind.First, cancellation) is not { } link
            || !await DeleteAsync(link, cancellation))
            return false;

        await audit.NoteAsync(AuditThings.Link, link.Id, Audited(link), after: null, cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>The first that is not offered; null where all are.</summary>
    private async Task<string?> UnknownStageAsync(List<string> named, CancellationToken cancellation) =>
        named.Except((await database.OfferedStages.Select(stage => stage.Id).ToListAsync(cancellation)).Select(id => id.Value), StringComparer.Ordinal).FirstOrDefault();

    private async Task<bool> DeleteAsync(StaffLink link, CancellationToken cancellation) =>
        await database.StaffLinks.Where(known => known.Id == link.Id && known.Digest == link.Digest).ExecuteDeleteAsync(cancellation) == 1;

    /// <summary>What the audit keeps of a link: for whom it was, and never its token or digest.</summary>
    private static object Audited(StaffLink link) => new { Kind = InvitationView.WordOf(link.Kind), link.Name, link.Roles, link.Stages, Account = link.AccountId };

    /// <summary>No secret.</summary>
    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    private async Task<Result<MadeLink>> AddAsync(Func<string, DateTimeOffset, StaffLink> make, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await database.StaffLinks.Where(link => link.ExpiresAt <= now).ExecuteDeleteAsync(cancellation);
        if (await database.StaffLinks.CountAsync(cancellation) >= Most)
            return InvitationErrors.Full;

        var token = LinkToken.Make();
        var link = make(token, now);
        database.Add(link);
        await database.SaveChangesAsync(cancellation);
        await audit.NoteAsync(AuditThings.Link, link.Id, before: null, Audited(link), cancellation);
        return new MadeLink(link, token);
    }
}

/// <summary>A link and its token, which is nowhere else.</summary>
internal sealed record MadeLink(StaffLink Link, string Token)
{
    /// <summary>Keeps the secret out of log lines.</summary>
    public override string ToString() => Link.Id;
}

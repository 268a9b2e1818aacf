using Broadcast.Api.Accounts.Invitations;
using Broadcast.Api.Accounts.Passwords;
using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Accounts.FirstLink;

/// <summary>The link that makes the first operator. There is one at a time, whatever the number of processes, and none once there is an operator.</summary>
internal sealed class FirstLinks(FestivalDb database, StaffDirectory directory, TimeProvider time)
{
    private const string Id = "first";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>The token of a new link, which takes the place of the one before; null when there is an operator.</summary>
    public async Task<string?> MakeAsync(CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(StaffDirectory.Turn, cancellation);
        await database.StaffLinks.Where(link => link.Id == Id).ExecuteDeleteAsync(cancellation);
        var (now, token) = (time.GetUtcNow(), LinkToken.Make());
        var isNeeded = !await database.HasOperatorAsync(but: "", cancellation);
        if (isNeeded)
        {
            database.Add(new StaffLink { Id = Id, Kind = LinkKind.First, Digest = LinkToken.DigestOf(token), MadeBy = "", MadeAt = now, ExpiresAt = now + Lifetime });
            await database.SaveChangesAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return isNeeded ? token : null;
    }

    /// <summary>Makes the operator and takes the link, in one transaction.</summary>
    public async Task<Result<StaffAccount>> UseAsync(FirstOperatorBody body, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(StaffDirectory.Turn, cancellation);
        var (digest, now) = (LinkToken.DigestOf(body.Token), time.GetUtcNow());
        if (await database.HasOperatorAsync(but: "", cancellation)
            || !await database.StaffLinks.AnyAsync(link => link.Id == Id && link.Digest == digest && link.ExpiresAt > now, cancellation))
            return FirstLinkErrors.Link;

        var faults = new FieldFaults();
        var email = faults.Email("email", body.Email);
        var name = faults.Line("name", body.Name, StaffFields.LongestName);
        faults.Password("password", body.Password, email, name);
        if (faults.Any)
            return faults.On(AccountErrors.Malformed);

        var created = await directory.CreateAsync(new NewAccount(email, name, body.Password, [Roles.Operator], []), joins: true);
        if (created.Failed)
            return created;
        await database.StaffLinks.Where(link => link.Id == Id).ExecuteDeleteAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return created;
    }
}

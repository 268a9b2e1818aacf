using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.VillageSites;

/// <summary>
/// Makes, changes, retires and restores village sites. A retired site has no key, and its tickets are refused; a restored one needs a new key.
/// </summary>
internal sealed class SiteWriter(FestivalDb database, SiteKeys keys, ISiteUse use, AuditBook audit, IOptions<VillageSiteOptions> options, TimeProvider time)
{
    /// <summary>Name of the turn in which sites are added.</summary>
    public const string Turn = "sites";

    public async Task<Result<DeviceKeyShown>> CreateAsync(SiteDraft body, CancellationToken cancellation)
    {
        var key = DeviceKey.Make();
        var read = body.Read(key, time.GetUtcNow());
        if (read.Failed)
            return read.Error;

        await using var transaction = await database.BeginTurnAsync(Turn, cancellation);
        if (await database.VillageSites.CountAsync(cancellation) >= options.Value.Most)
            return VillageSiteErrors.TooMany(options.Value.Most);

        database.Add(read.Value);
        if (!await database.SaveUnlessTakenAsync<VillageSite>(cancellation))
            return VillageSiteErrors.Exists(read.Value.Id);
        await NoteAsync(read.Value.Id, before: null, VillageSiteView.Of(read.Value), cancellation);
        await transaction.CommitAsync(cancellation);
        return new DeviceKeyShown(read.Value.Id, key.Text);
    }

    public async Task<Results<Ok<VillageSiteView>, ProblemHttpResult>> PutAsync(SiteId id, SitePut body, CancellationToken cancellation)
    {
        var read = body.Read();
        if (read.Failed)
            return read.Error.ToProblem();

        await using var transaction = await database.BeginTurnAsync(TurnOf(id), cancellation);
        if (await FindAsync(id, cancellation) is not { } site)
            return VillageSiteErrors.Unknown(id).ToProblem();
        if (site.RetiredAt is not null)
            return VillageSiteErrors.Retired.ToProblem();
        if (body.Revision != site.Revision)
            return VillageSiteErrors.Conflict(site.Revision).ToProblem(("site", VillageSiteView.Of(site)));

        await ChangeAsync(site, () => site.Take(read.Value), cancellation);
        await transaction.CommitAsync(cancellation);
        return TypedResults.Ok(VillageSiteView.Of(site));
    }

    /// <summary>The site as it is then; one that is retired already is left as it is.</summary>
    public async Task<Result<VillageSiteView>> RetireAsync(SiteId id, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(TurnOf(id), cancellation);
        if (await FindAsync(id, cancellation) is not { } site)
            return VillageSiteErrors.Unknown(id);

        if (site.RetiredAt is null)
        {
            var before = VillageSiteView.Of(site);
            await keys.EndAsync(site, next: null, cancellation);
            site.RetiredAt = time.GetUtcNow();
            await SaveAsync(site, before, cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return VillageSiteView.Of(site);
    }

    /// <summary>The site as it is then; one that is offered already is left as it is.</summary>
    public async Task<Result<VillageSiteView>> RestoreAsync(SiteId id, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(TurnOf(id), cancellation);
        if (await FindAsync(id, cancellation) is not { } site)
            return VillageSiteErrors.Unknown(id);

        await ChangeAsync(site, () => site.RetiredAt = null, cancellation);
        await transaction.CommitAsync(cancellation);
        return VillageSiteView.Of(site);
    }

    /// <summary>Null when the site is retired. Its row stays: bans, results and the audit name it, and nobody else may come to be called so.</summary>
    public async Task<Error?> RemoveAsync(SiteId id, CancellationToken cancellation)
    {
        if (await use.IsUsedAsync(id, cancellation))
            return VillageSiteErrors.Used;

        var retired = await RetireAsync(id, cancellation);
        return retired.Failed ? retired.Error : null;
    }

    /// <summary>Ends the site's key.</summary>
    /// <param name="id">The site.</param>
    /// <param name="next">The key that takes its place; null to leave the site without one.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<Error?> EndKeyAsync(SiteId id, DeviceKey? next, CancellationToken cancellation)
    {
        await using var transaction = await database.BeginTurnAsync(TurnOf(id), cancellation);
        if (await FindAsync(id, cancellation) is not { } site)
            return VillageSiteErrors.Unknown(id);
        if (next is not null && site.RetiredAt is not null)
            return VillageSiteErrors.Retired;

        var before = VillageSiteView.Of(site);
        await keys.EndAsync(site, next, cancellation);
        await SaveAsync(site, before, cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    private static string TurnOf(SiteId id) => $"site:{id}";

    private async Task ChangeAsync(VillageSite site, Action change, CancellationToken cancellation)
    {
        var before = VillageSiteView.Of(site);
        change();
        if (database.Entry(site).State == EntityState.Modified)
            await SaveAsync(site, before, cancellation);
    }

    private async Task SaveAsync(VillageSite site, VillageSiteView before, CancellationToken cancellation)
    {
        site.Revision++;
        await database.SaveChangesAsync(cancellation);
        await NoteAsync(site.Id, before, VillageSiteView.Of(site), cancellation);
    }

    private Task NoteAsync(SiteId id, VillageSiteView? before, VillageSiteView? after, CancellationToken cancellation) =>
        audit.NoteAsync(AuditThings.Site, id.Value, before, after, cancellation);

    private Task<VillageSite?> FindAsync(SiteId id, CancellationToken cancellation) => database.VillageSites.SingleOrDefaultAsync(site => site.Id == id, cancellation);
}

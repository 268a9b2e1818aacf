using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Api.Outbox;
using Broadcast.Api.Sealed;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Claims;

/// <summary>Erases who a prize goes to, for good. A claim that is not shipped is withdrawn by that.</summary>
internal sealed partial class ClaimErasure(IDbContextFactory<FestivalDb> databases, OutboxBook outbox, AuditAuthor author, TimeProvider time, ILogger<ClaimErasure> logger)
{
    /// <summary>One erases at a time: two that erase the same claims in another order would wait for each other.</summary>
    private const string Turn = "claims:erasure";

    /// <summary>The winner takes their claim back, or has a shipped one forgotten. Again: nothing more happens.</summary>
    public async Task<Result<Done>> OfViewerAsync(ViewerId viewer, QuestionId question, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var own = await database.Claims.AsNoTracking().Where(claim => claim.QuestionId == question && claim.Viewer == viewer)
            .Select(claim => new { claim.Id, claim.ErasedAt }).ToListAsync(cancellation);
        if (own.Count > 0 && own.TrueForAll(claim => claim.ErasedAt is not null))
            return new Done();
        return await FoundAsync(database, [.. own.Where(claim => claim.ErasedAt is null).Select(claim => claim.Id)], audit: null, cancellation);
    }

    /// <summary>An operator erases a claim.</summary>
    public async Task<Result<Done>> OfClaimAsync(string id, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var named = await database.Claims.AsNoTracking().Where(claim => claim.Id == id).Select(claim => claim.Id).ToListAsync(cancellation);
        return await FoundAsync(database, named, new AuditBook(database, author, time), cancellation);
    }

    public Task EraseAsync(FestivalDb database, IReadOnlyCollection<string> ids, CancellationToken cancellation) => EraseAsync(database, ids, audit: null, cancellation);

    private async Task EraseAsync(FestivalDb database, IReadOnlyCollection<string> ids, AuditBook? audit, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using (var transaction = await database.BeginTurnAsync(Turn, cancellation))
        {
            await WithdrawAsync(database, ids, cancellation);
            await database.Claims.Where(claim => ids.Contains(claim.Id) && claim.ErasedAt == null)
                .ExecuteUpdateAsync(claim => claim.SetProperty(row => row.ErasedAt, now), cancellation);
            await SealedBox.ShredAsync(database, ids, cancellation);
            if (audit is not null)
                await audit.NoteAllAsync(AuditThings.Claim, ids.Select(id => (id, (object?)new { Address = "kept" }, (object?)new { Address = "erased" })), cancellation);
            await transaction.CommitAsync(cancellation);
        }

        await database.ForgetAsync(cancellation);
        Erased(logger, ids.Count);
    }

    /// <summary>Takes back those that are not shipped, and tells shops.</summary>
    private async Task WithdrawAsync(FestivalDb database, IReadOnlyCollection<string> ids, CancellationToken cancellation)
    {
        var withdrawn = new List<ShopNews>();
        // Locked by its own update, so that nobody ships meanwhile what shops are told not to.
        foreach (var id in ids)
            if (await database.Claims.Where(claim => claim.Id == id && claim.State == ClaimStates.Claimed)
                    .ExecuteUpdateAsync(claim => claim.SetProperty(row => row.State, ClaimStates.Withdrawn), cancellation) > 0
                && await ClaimPrize.Of(database, id).SingleAsync(cancellation) is { Prize: { } sku } prize)
                withdrawn.Add(ClaimTold.Withdrawn(id, prize.Question, sku));
        await outbox.AddAsync(database, withdrawn, cancellation);
        await database.SaveChangesAsync(cancellation);
    }

    private async Task<Result<Done>> FoundAsync(FestivalDb database, List<string> ids, AuditBook? audit, CancellationToken cancellation)
    {
        if (ids.Count == 0)
            return ClaimErrors.NotFound;

        await EraseAsync(database, ids, audit, cancellation);
        return new Done();
    }

    [LoggerMessage(EventName = nameof(Erased), Level = LogLevel.Information, Message = "Erased where the prizes of {Count} claims go")]
    private static partial void Erased(ILogger logger, int count);
}

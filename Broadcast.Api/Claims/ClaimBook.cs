using System.Security.Cryptography;
using Broadcast.Api.Catalog;
using Broadcast.Api.Data;
using Broadcast.Api.Inbox;
using Broadcast.Api.Keys;
using Broadcast.Api.Outbox;
using Broadcast.Api.Results;
using Broadcast.Api.Sealed;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Yours;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Claims;

/// <summary>
/// Makes claims, opens them for shippers, and notes what is shipped. A claim is made in the turn of its prize, and each later change names the
/// state that it starts from, so two processes never both do it.
/// </summary>
internal sealed partial class ClaimBook(
    IDbContextFactory<FestivalDb> databases, UnrevealedQuestions unrevealed, SealedBox box, KeyRing ring, OutboxBook outbox, InboxBook inbox, TimeProvider time,
    ILogger<ClaimBook> logger)
{
    public async Task<Result<Claim>> MakeAsync(FestivalDb database, ViewerId viewer, QuestionId question, Recipient recipient, CancellationToken cancellation)
    {
        // Before anything that depends on who has won. A call with an Idempotency-Key has begun its transaction by now; Redis answers soon, or not at all.
        if (await unrevealed.HoldsAsync(question))
            return ResultErrors.Unrevealed;

        await using var transaction = await database.BeginTurnAsync($"claim:{question}:{viewer}", cancellation);
        if (await WonPrize.Of(database, viewer).SingleOrDefaultAsync(prize => prize.Question == question, cancellation) is not { } won)
            return ClaimErrors.NotWon;
        if (await Live(database, viewer, question).AnyAsync(cancellation))
            return ClaimErrors.Exists;

        var id = NewId();
        var now = time.GetUtcNow();
        var receipt = new PrizeReceipt(TokenSigner.Issuer, id, viewer, now.ToUnixTimeSeconds(), question, won.Stage, won.Rank, won.Prize);
        var claim = new Claim
        {
            Id = id,
            QuestionId = question,
            Viewer = viewer,
            Rank = won.Rank,
            State = ClaimStates.Claimed,
            At = now,
            Receipt = await ring.SignAsync(PrizeReceipt.Purpose, receipt, cancellation),
        };
        database.Add(claim);
        box.Add(database, Claim.Kind, id, recipient);
        if (won.Prize is { } sku)
            await TellShopsAsync(database, id, question, sku, cancellation);
        if (!await database.SaveUnlessTakenAsync<Claim>(cancellation))
            return ClaimErrors.Exists;

        await transaction.CommitAsync(cancellation);
        Made(logger, id, question);
        return claim;
    }

    /// <summary>Opens a claim for a shipper, after it is noted who reads it.</summary>
    public async Task<Result<OpenClaim>> ReadAsync(string id, Caller reader, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        if (await ClaimEntry.All(database).SingleOrDefaultAsync(claim => claim.Id == id, cancellation) is not { } entry)
            return ClaimErrors.NotFound;
        if (await box.OpenAsync<Recipient>(database, Claim.Kind, id, cancellation) is not { } recipient)
            return ClaimErrors.Erased;

        database.Add(new ClaimRead { Id = NewId(), ClaimId = id, At = time.GetUtcNow(), By = reader.Id, ByName = reader.Name });
        await database.SaveChangesAsync(cancellation);
        Read(logger, id, reader.Id);
        return new OpenClaim(entry, recipient);
    }

    /// <summary>Notes that a prize is on its way, tells the winner, and tells shops. The same once more changes nothing.</summary>
    public async Task<Result<ClaimEntry>> ShipAsync(FestivalDb database, string id, Shipment shipment, Shipper shipper, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var by = shipper.Id;
        await using var transaction = await database.JoinAsync(cancellation);
        var voided = database.QuestionResults.Where(result => result.VoidedAt != null);
        var shipped = await database.Claims
            .Where(claim => claim.Id == id && claim.State == ClaimStates.Claimed && !voided.Any(result => result.Id == claim.QuestionId))
            .ExecuteUpdateAsync(
                claim => claim.SetProperty(row => row.State, ClaimStates.Shipped).SetProperty(row => row.ShippedAt, now).SetProperty(row => row.ShippedBy, by)
                    .SetProperty(row => row.Carrier, shipment.Carrier).SetProperty(row => row.Tracking, shipment.Tracking),
                cancellation);
        if (shipped > 0)
        {
            await TellShippedAsync(database, id, shipment, shipper, cancellation);
            await transaction.CommitAsync(cancellation);
        }

        return await ClaimEntry.All(database).SingleOrDefaultAsync(claim => claim.Id == id, cancellation) switch
        {
            null => ClaimErrors.NotFound,
            { State: ClaimStates.Withdrawn } => ClaimErrors.Withdrawn,
            { } entry when entry.Carrier == shipment.Carrier && entry.Tracking == shipment.Tracking => entry,
            _ => ClaimErrors.Shipped,
        };
    }

    /// <summary>The claim of a viewer that stands.</summary>
    public static IQueryable<Claim> Live(FestivalDb database, ViewerId viewer, QuestionId question) =>
        database.Claims.AsNoTracking().Where(claim => claim.QuestionId == question && claim.Viewer == viewer && claim.State != ClaimStates.Withdrawn);

    /// <summary>Saved with the claim.</summary>
    private async Task TellShopsAsync(FestivalDb database, string id, QuestionId question, ProductId sku, CancellationToken cancellation)
    {
        foreach (var shop in await ClaimShop.Now(database).ToListAsync(cancellation))
            database.Add(new ClaimShop { ClaimId = id, Shop = shop });
        await outbox.AddAsync(database, ClaimTold.Made(id, question, sku), cancellation);
    }

    private async Task TellShippedAsync(FestivalDb database, string id, Shipment shipment, Shipper shipper, CancellationToken cancellation)
    {
        var won = await ClaimPrize.Of(database, id).SingleAsync(cancellation);
        if (won.Prize is { } sku)
            await outbox.AddAsync(database, ClaimTold.Shipped(id, won.Question, sku, shipper.Shop), cancellation);
        var card = (await database.Products.AsNoTracking().SingleOrDefaultAsync(product => product.Id == won.Prize, cancellation))?.ToCard();
        await database.SaveChangesAsync(cancellation);
        await inbox.AddAsync(
            database,
            [new NewItem(won.Viewer, $"shipped:{id}", new PrizeShipped { Question = won.Question, Stage = won.Stage, Text = won.Text, Prize = card, Carrier = shipment.Carrier, Tracking = shipment.Tracking })],
            cancellation);
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    [LoggerMessage(EventName = nameof(Made), Level = LogLevel.Information, Message = "The prize of question {Question} is claimed: claim {Claim}")]
    private static partial void Made(ILogger logger, string claim, QuestionId question);

    [LoggerMessage(EventName = nameof(Read), Level = LogLevel.Information, Message = "Claim {Claim} was opened for {By}")]
    private static partial void Read(ILogger logger, string claim, ViewerId by);
}

using Broadcast.Api.Audit;
using Broadcast.Api.Catalog;
using Broadcast.Api.Claims;
using Broadcast.Api.Data;
using Broadcast.Api.Idempotency;
using Broadcast.Api.Inbox;
using Broadcast.Api.Keys;
using Broadcast.Api.Moderation;
using Broadcast.Api.Outbox;
using Broadcast.Api.Prizes;
using Broadcast.Api.Sealed;
using Broadcast.Api.Shops.Events;
using Broadcast.Api.Tests.Claims;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Moderation;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Actors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Api.Tests.Data.Leases;

/// <summary>What a loop that removes something does under its lease.</summary>
/// <param name="Loop">The loop.</param>
/// <param name="Lease">Its lease.</param>
/// <param name="PrepareAsync">Adds something of each sort that it removes; saved by the caller.</param>
/// <param name="WorkAsync">One round of it.</param>
/// <param name="LeftAsync">How much of that is still there.</param>
internal sealed record LeasedWork(
    Type Loop, string Lease, Func<ApiHost, FestivalDb, Task> PrepareAsync, Func<IServiceProvider, Task> WorkAsync, Func<FestivalDb, Task<int>> LeftAsync)
{
    /// <summary>The key of all that is removed.</summary>
    private const string Old = "old";

    private static readonly ViewerId Mei = ViewerId.Parse("person:mei");

    /// <summary>Older than anything is kept.</summary>
    private static readonly DateTimeOffset LongAgo = DateTimeOffset.UtcNow.AddDays(-4000);

    public static IReadOnlyList<LeasedWork> All { get; } =
    [
        Of<AuditCleaner>(
            "audit.cleaning", cleaner => cleaner.CleanAsync(CancellationToken.None),
            database => database.Add(new AuditEntry { At = LongAgo, By = Actor.Rule(Rules.HostStart).Author, What = AuditThings.Stage, Thing = Old, Action = AuditActions.Made }),
            database => database.AuditEntries.CountAsync(entry => entry.Thing == Old)),
        Of<IdempotencyCleaner>(
            "idempotency.cleaning", cleaner => cleaner.CleanAsync(CancellationToken.None),
            database => database.Add(new IdempotencyRecord { Id = Old, Request = Old, At = LongAgo }),
            database => database.IdempotencyRecords.CountAsync(record => record.Id == Old)),
        Of<InboxCleaner>(
            "inbox.cleaning", cleaner => cleaner.CleanAsync(CancellationToken.None),
            database => database.Add(new InboxItem { Viewer = Mei, Position = 1, Key = Old, Type = "prize.won", At = LongAgo, Document = "{}", PushedAt = LongAgo }),
            database => database.InboxItems.CountAsync(item => item.Key == Old)),
        Of<ModerationCleaner>(
            "moderation.cleaning", cleaner => cleaner.CleanAsync(CancellationToken.None),
            database =>
            {
                database.Add(new StandingRestriction { Viewer = Mei, Room = "gushi", Kind = RestrictionKinds.Ban, Since = LongAgo, Until = LongAgo });
                database.Add(new ModerationRecord { Id = Old, Action = ModerationActions.Lift, ById = Mei, ByName = "Mei", At = LongAgo });
            },
            async database => await database.StandingRestrictions.CountAsync() + await database.ModerationRecords.CountAsync(record => record.Id == Old)),
        Of<ShopEventCleaner>(
            "shop_events.cleaning", cleaner => cleaner.CleanAsync(CancellationToken.None),
            database => database.AddRange(
                Told(Old, LongAgo),
                Told("body", DateTimeOffset.UtcNow.AddDays(-8))),
            database => database.ShopEvents.CountAsync(told => told.MessageId == Old || told.Body != "")),
        Of<OutboxCleaner>(
            "outbox.cleaning", cleaner => cleaner.CleanAsync(CancellationToken.None),
            database => database.AddRange(Message("sent", OutboxStates.Sent), Message("unsent", OutboxStates.Waiting)),
            database => database.OutboxMessages.CountAsync()),
        Of<PrizeSweep>(
            "prizes.sweep", sweep => sweep.SweepAsync(CancellationToken.None),
            database =>
            {
                var sku = ProductId.Parse("Old.1");
                database.Add(new Product { Id = sku, Name = Old, Price = 1, Currency = "CNY", Url = "/x", Stock = 0, Counted = true });
                database.Add(new PrizeReservation { Question = QuestionId.Parse("gushi.never"), Key = Old, Sku = sku, Units = 1, At = LongAgo });
            },
            async database => await database.PrizeReservations.CountAsync(promise => promise.Kept == null) + await database.Products.CountAsync(product => product.Stock == 0)),
        new(
            typeof(ClaimSweep), "claims.sweep", ClaimAsync, services => services.GetRequiredService<ClaimSweep>().SweepAsync(CancellationToken.None),
            async database => await database.Claims.CountAsync(claim => claim.ErasedAt == null) + await database.DataKeys.CountAsync()
                + await database.SealedRecords.CountAsync() + await database.ClaimReads.CountAsync()),
        new(
            typeof(KeyKeeper), "keys", KeysAsync, services => services.GetRequiredService<KeyKeeper>().KeepAsync(CancellationToken.None),
            async database => await database.SigningKeys.CountAsync(key => key.Purpose == Old && (key.PublishedUntil != null || key.Private != null))
                + (await database.SigningKeys.AnyAsync(key => key.Serial > 1 && key.Purpose != Old) ? 0 : 1)),
    ];

    public override string ToString() => Loop.Name;

    private static LeasedWork Of<TLoop>(string lease, Func<TLoop, Task> work, Action<FestivalDb> add, Func<FestivalDb, Task<int>> leftAsync) where TLoop : notnull => new(
        typeof(TLoop),
        lease,
        (_, database) =>
        {
            add(database);
            return Task.CompletedTask;
        },
        services => work(services.GetRequiredService<TLoop>()),
        leftAsync);

    private static ShopEvent Told(string id, DateTimeOffset at) => new()
    {
        Shop = Old,
        MessageId = id,
        Type = "claim.shipped",
        Body = "{}",
        At = at,
        State = ShopEventStates.Unmatched,
        NextAt = at,
        DoneAt = at,
    };

    private static OutboxMessage Message(string id, string state) => new()
    {
        MessageId = id,
        Shop = Old,
        Type = "stock.changed",
        Subject = "sku:Old.1",
        Body = "{}",
        At = LongAgo,
        State = state,
        NextAt = LongAgo,
        SentAt = state == OutboxStates.Sent ? LongAgo : null,
    };

    /// <summary>A claim that nobody has shipped, with its address, and what is left of one that is gone.</summary>
    private static async Task ClaimAsync(ApiHost host, FestivalDb database)
    {
        var question = QuestionId.Parse("gushi.claimed");
        await host.SettleAsync(question.Value, [new Winner { Viewer = Mei, Name = "Mei" }]);
        database.Add(new Claim { Id = Old, QuestionId = question, Viewer = Mei, Rank = 1, State = ClaimStates.Claimed, At = LongAgo, Receipt = "" });
        database.Add(new SealedRecord { Id = Old, Kind = Claim.Kind, Closed = [1] });
        database.AddRange(new DataKey { Id = Old, Wrapped = [1], MadeAt = LongAgo }, new DataKey { Id = "loose", Wrapped = [1], MadeAt = LongAgo });
        database.Add(new ClaimRead { Id = Old, ClaimId = "gone", At = LongAgo, By = Mei, ByName = "Mei" });
    }

    /// <summary>A key that has signed for too long, one that signs no more, and one that nobody needs.</summary>
    private static async Task KeysAsync(ApiHost host, FestivalDb database)
    {
        await database.SigningKeys.ExecuteUpdateAsync(key => key.SetProperty(row => row.SignsFrom, LongAgo));
        var (root, purpose) = (host.Services.GetRequiredService<RootKey>(), new SigningPurpose(Old, "old+jwt", TimeSpan.FromDays(1)));
        var (spent, over) = (SigningKey.Make(purpose, 1, root, LongAgo, LongAgo), SigningKey.Make(purpose, 2, root, LongAgo, LongAgo));
        spent.SignsUntil = LongAgo;
        (over.SignsUntil, over.PublishedUntil) = (LongAgo, LongAgo);
        database.AddRange(spent, over);
    }
}

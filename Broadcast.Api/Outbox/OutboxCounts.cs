using Broadcast.Api.Data;
using Broadcast.Api.Shops.Events;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Outbox;

/// <summary>What waits between this service and the shops that are told.</summary>
/// <param name="Waiting">Messages to shops that are not sent.</param>
/// <param name="OldestAt">When the oldest of them was written; null without any.</param>
/// <param name="Parked">Messages to shops that were given up.</param>
/// <param name="Incoming">Messages of shops that are not carried out.</param>
/// <param name="OldestIncomingAt">When the oldest of them came; null without any.</param>
/// <param name="ParkedIncoming">Messages of shops whose carrying out has failed for good.</param>
/// <param name="RefusedIncoming">Messages of shops of a known type that went with nothing here in the last day, such as a shipment of a claim that is withdrawn.</param>
internal sealed record OutboxCounts(
    int Waiting, DateTimeOffset? OldestAt, int Parked, int Incoming, DateTimeOffset? OldestIncomingAt, int ParkedIncoming, int RefusedIncoming)
{
    private static readonly TimeSpan RefusedFor = TimeSpan.FromDays(1);

    public static async Task<OutboxCounts> ReadAsync(FestivalDb database, DateTimeOffset now, CancellationToken cancellation)
    {
        var refusedSince = now - RefusedFor;
        var told = OutboxBook.Told(database).Select(shop => shop.Id);
        var outgoing = database.OutboxMessages.AsNoTracking().Where(message => told.Contains(message.Shop));
        var waiting = outgoing.Where(message => message.State == OutboxStates.Waiting);
        var incoming = database.ShopEvents.AsNoTracking().Where(message => message.State == ShopEventStates.Waiting);
        return new OutboxCounts(
            await waiting.CountAsync(cancellation),
            await waiting.MinAsync(message => (DateTimeOffset?)message.At, cancellation),
            await outgoing.CountAsync(message => message.State == OutboxStates.Parked, cancellation),
            await incoming.CountAsync(cancellation),
            await incoming.MinAsync(message => (DateTimeOffset?)message.At, cancellation),
            await database.ShopEvents.CountAsync(message => message.State == ShopEventStates.Parked, cancellation),
            await database.ShopEvents.CountAsync(
                message => message.State == ShopEventStates.Unmatched && message.Reason != WebhookErrors.NoHandler && message.DoneAt > refusedSince, cancellation));
    }

    public long AgeOfOutgoing(DateTimeOffset now) => Age(OldestAt, now);

    public long AgeOfIncoming(DateTimeOffset now) => Age(OldestIncomingAt, now);

    private static long Age(DateTimeOffset? at, DateTimeOffset now) => at is { } since && now > since ? (long)(now - since).TotalSeconds : 0;
}

using System.Text.Json;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Yours;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Inbox;

/// <summary>Puts entries into persons' inboxes, in the transaction of their cause: they are there if, and only if, the cause is committed.</summary>
internal sealed class InboxBook(IOptions<InboxOptions> options, TimeProvider time)
{
    /// <summary>
    /// Adds the entries, with everything else that waits in <paramref name="database"/> to be saved. One call per transaction: it takes the
    /// persons' rows in one order, so that two transactions never wait for each other.
    /// </summary>
    /// <exception cref="InvalidOperationException">No transaction is open.</exception>
    public async Task AddAsync(FestivalDb database, IEnumerable<NewItem> items, CancellationToken cancellation)
    {
        if (database.Database.CurrentTransaction is null)
            throw new InvalidOperationException("An entry of an inbox belongs to the transaction of its cause.");

        foreach (var item in items.OrderBy(item => item.Viewer.Value, StringComparer.Ordinal))
            await AddAsync(database, item, cancellation);
    }

    private async Task AddAsync(FestivalDb database, NewItem item, CancellationToken cancellation)
    {
        var last = await LockAsync(database, item.Viewer, cancellation);
        if (await database.InboxItems.AnyAsync(known => known.Viewer == item.Viewer && known.Key == item.Key, cancellation))
            return;

        var position = last + 1;
        await database.InboxEnds.Where(end => end.Viewer == item.Viewer).ExecuteUpdateAsync(set => set.SetProperty(end => end.Last, position), cancellation);
        database.InboxItems.Add(new InboxItem
        {
            Viewer = item.Viewer,
            Position = position,
            Key = item.Key,
            Type = YoursCatalog.NameOf(item.Data),
            At = time.GetUtcNow(),
            Document = JsonSerializer.Serialize(item.Data, item.Data.GetType(), ContractJson.Options),
        });
        await database.SaveChangesAsync(cancellation);
        var oldest = position - options.Value.MostPerPerson;
        if (oldest > 0)
            await database.InboxItems.Where(known => known.Viewer == item.Viewer && known.Position <= oldest).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>Takes the person's row, which nobody else gets before this transaction has ended, and returns the newest position.</summary>
    private static async Task<long> LockAsync(FestivalDb database, ViewerId viewer, CancellationToken cancellation)
    {
        // Not composed any further: the database takes it as it stands.
        var last = await database.Database.SqlQuery<long>(
            $"""
            INSERT INTO "InboxEnds" ("Viewer", "Last", "Read") VALUES ({viewer.Value}, 0, 0)
            ON CONFLICT ("Viewer") DO UPDATE SET "Last" = "InboxEnds"."Last" RETURNING "Last" AS "Value"
            """).ToListAsync(cancellation);
        return last.Single();
    }
}

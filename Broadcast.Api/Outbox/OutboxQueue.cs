using System.Security.Cryptography;
using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Outbox;

/// <summary>
/// The states of messages to shops. A process takes a message by a conditional update, for a time and under a number that only rises; what
/// comes of the try is written only under that number. So of several processes one sends, one that dies is followed by another, and one that
/// was away for too long decides nothing. Only the first unsent message of a subject can be taken. Any thread may call.
/// </summary>
internal sealed class OutboxQueue(IDbContextFactory<FestivalDb> databases, IOptions<OutboxOptions> options, TimeProvider time)
{
    private readonly string _holder = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>The shops that are told and have something that may be tried.</summary>
    public async Task<IReadOnlyList<string>> DueShopsAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var unsent = database.OutboxMessages.AsNoTracking();
        return await OutboxBook.Told(database)
            .Where(shop => unsent.Any(message => message.Shop == shop.Id && message.State == OutboxStates.Waiting && message.NextAt <= now && (message.Until == null || message.Until <= now)))
            .Select(shop => shop.Id).ToListAsync(cancellation);
    }

    /// <summary>From when on the first of a shop's messages may be tried that wait behind no other; null without any.</summary>
    public async Task<DateTimeOffset?> NextAsync(string shop, CancellationToken cancellation)
    {
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Heads(Unsent(database, shop)).MinAsync(message => (DateTimeOffset?)message.NextAt, cancellation);
    }

    /// <summary>Takes what may be tried for a shop, the longest due first.</summary>
    public async Task<IReadOnlyList<OutboxTry>> TakeAsync(string shop, int most, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var heads = await Heads(Unsent(database, shop)).Where(message => message.NextAt <= now && (message.Until == null || message.Until <= now))
            .OrderBy(message => message.NextAt).ThenBy(message => message.Id).Take(most).ToListAsync(cancellation);
        var taken = new List<OutboxTry>(heads.Count);
        foreach (var head in heads)
            if (await TryTakeAsync(database, head, now, cancellation))
                taken.Add(new OutboxTry(head.Id, head.MessageId, head.Type, head.Body, head.Attempts + 1, head.Tries + 1));
        return taken;
    }

    /// <summary>The shop's server has taken it over. False when the try was no longer ours: another one may send it once more.</summary>
    public async Task<bool> SentAsync(OutboxTry taken, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var database = await databases.CreateDbContextAsync(cancellation);
        return await Held(database, taken).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, OutboxStates.Sent).SetProperty(row => row.SentAt, now).SetProperty(row => row.LastError, (string?)null)
                .SetProperty(row => row.Holder, (string?)null).SetProperty(row => row.Until, (DateTimeOffset?)null),
            cancellation) > 0;
    }

    /// <summary>It was not taken over: it waits for its next try, or is given up. Returns whether it was given up.</summary>
    public async Task<bool> FailedAsync(OutboxTry taken, string why, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var isParked = taken.Tries >= options.Value.Tries;
        var state = isParked ? OutboxStates.Parked : OutboxStates.Waiting;
        var next = now + OutboxPace.After(taken.Tries, options.Value);
        var error = why.Length > OutboxMessageConfiguration.LongestError ? why[..OutboxMessageConfiguration.LongestError] : why;
        await using var database = await databases.CreateDbContextAsync(cancellation);
        var decided = await Held(database, taken).Where(row => row.Tries == taken.Tries).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, state).SetProperty(row => row.NextAt, next).SetProperty(row => row.LastError, error)
                .SetProperty(row => row.Holder, (string?)null).SetProperty(row => row.Until, (DateTimeOffset?)null),
            cancellation);
        if (decided > 0)
            return isParked;

        // An operator had it sent again meanwhile: it keeps the time that they gave it, and begins to count anew.
        await Held(database, taken).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.LastError, error).SetProperty(row => row.Holder, (string?)null).SetProperty(row => row.Until, (DateTimeOffset?)null),
            cancellation);
        return false;
    }

    /// <summary>Begins anew, now, with a message that was given up or waits for its next try; those behind it follow.</summary>
    public async Task<Result<Done>> AgainAsync(FestivalDb database, long id, CancellationToken cancellation) =>
        await AgainAsync(database.OutboxMessages.Where(row => row.Id == id), cancellation) > 0 ? new Done() : await WhyNotAsync(database, id, OutboxErrors.Sent, cancellation);

    /// <summary>Begins anew, now, with everything that is not sent, to one shop or to all; returns how many.</summary>
    public Task<int> AllAgainAsync(FestivalDb database, string? shop, CancellationToken cancellation) =>
        AgainAsync(shop is null ? database.OutboxMessages : database.OutboxMessages.Where(row => row.Shop == shop), cancellation);

    /// <summary>Removes a message that was given up: its shop is never told, and those behind it follow.</summary>
    public static async Task<Result<Done>> DropAsync(FestivalDb database, AuditBook audit, long id, CancellationToken cancellation)
    {
        await using var transaction = await database.JoinAsync(cancellation);
        var parked = database.OutboxMessages.Where(row => row.Id == id && row.State == OutboxStates.Parked);
        var dropped = await parked.Select(row => new { row.Shop, row.MessageId, row.Type, row.Subject, row.At, row.LastError }).SingleOrDefaultAsync(cancellation);
        if (dropped is null || await parked.ExecuteDeleteAsync(cancellation) == 0)
            return await WhyNotAsync(database, id, OutboxErrors.NotParked, cancellation);

        await audit.NoteAsync(AuditThings.Message, dropped.MessageId, dropped, after: null, cancellation);
        await transaction.CommitAsync(cancellation);
        return new Done();
    }

    private Task<int> AgainAsync(IQueryable<OutboxMessage> messages, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return messages.Where(row => row.State != OutboxStates.Sent).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, OutboxStates.Waiting).SetProperty(row => row.NextAt, now).SetProperty(row => row.Tries, 0),
            cancellation);
    }

    private static IQueryable<OutboxMessage> Unsent(FestivalDb database, string shop) =>
        database.OutboxMessages.AsNoTracking().Where(message => message.Shop == shop && message.State != OutboxStates.Sent);

    /// <summary>Those that wait, each the first of its subject.</summary>
    private static IQueryable<OutboxMessage> Heads(IQueryable<OutboxMessage> unsent) => unsent
        .Where(message => message.State == OutboxStates.Waiting && !unsent.Any(before => before.Subject == message.Subject && before.Id < message.Id));

    private static async Task<Error> WhyNotAsync(FestivalDb database, long id, Error why, CancellationToken cancellation) =>
        await database.OutboxMessages.AnyAsync(row => row.Id == id, cancellation) ? why : OutboxErrors.Unknown;

    private async Task<bool> TryTakeAsync(FestivalDb database, OutboxMessage head, DateTimeOffset now, CancellationToken cancellation)
    {
        var until = now + options.Value.Lease;
        return await database.OutboxMessages
            .Where(row => row.Id == head.Id && row.State == OutboxStates.Waiting && row.Attempts == head.Attempts && row.NextAt <= now && (row.Until == null || row.Until <= now))
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Holder, _holder).SetProperty(row => row.Until, until)
                    .SetProperty(row => row.Attempts, row => row.Attempts + 1).SetProperty(row => row.Tries, row => row.Tries + 1),
                cancellation) > 0;
    }

    private IQueryable<OutboxMessage> Held(FestivalDb database, OutboxTry taken) => database.OutboxMessages
        .Where(row => row.Id == taken.Id && row.State == OutboxStates.Waiting && row.Holder == _holder && row.Attempts == taken.Attempt);
}

/// <summary>A message that this process tries now.</summary>
/// <param name="Id">The row.</param>
/// <param name="MessageId">The <c>webhook-id</c>.</param>
/// <param name="Type">What it tells.</param>
/// <param name="Body">JSON.</param>
/// <param name="Attempt">The number under which it was taken.</param>
/// <param name="Tries">How many tries, this one included, since it began to wait.</param>
internal sealed record OutboxTry(long Id, string MessageId, string Type, string Body, int Attempt, int Tries);

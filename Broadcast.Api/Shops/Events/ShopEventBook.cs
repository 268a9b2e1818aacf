using System.Security.Cryptography;
using Broadcast.Api.Audit;
using Broadcast.Api.Data;
using Broadcast.Chat.Spine.Errors;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Shops.Events;

/// <summary>
/// Carries out the messages of shops, each once. A process takes one by a conditional update, for a time and under a number; the effect and
/// the end of the message are one transaction, which holds the message's row and checks that number. A process that dies leaves the message to
/// the next one. Any thread may call.
/// </summary>
internal sealed partial class ShopEventBook
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);
    private readonly IDbContextFactory<FestivalDb> _databases;
    private readonly Dictionary<string, IShopEventHandler> _handlers;
    private readonly IOptions<ShopOptions> _options;
    private readonly ShopEventMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<ShopEventBook> _logger;
    private readonly string _holder = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    public ShopEventBook(
        IDbContextFactory<FestivalDb> databases, IEnumerable<IShopEventHandler> handlers, IOptions<ShopOptions> options, ShopEventMetrics metrics, TimeProvider time,
        ILogger<ShopEventBook> logger)
    {
        (_databases, _options, _metrics, _time, _logger) = (databases, options, metrics, time, logger);
        _handlers = handlers.ToDictionary(handler => handler.Type, StringComparer.Ordinal);
    }

    /// <summary>Whether somebody carries out messages of this type.</summary>
    public bool Knows(string type) => _handlers.ContainsKey(type);

    /// <summary>Tries what is due, the oldest first; returns how many were due.</summary>
    public async Task<int> WorkAsync(int most, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        var due = await database.ShopEvents.AsNoTracking()
            .Where(told => told.State == ShopEventStates.Waiting && told.NextAt <= now && (told.Until == null || told.Until <= now))
            .OrderBy(told => told.Id).Take(most).ToListAsync(cancellation);
        foreach (var told in due)
            await TryAsync(database, told, cancellation);
        return due.Count;
    }

    private async Task TryAsync(FestivalDb database, ShopEvent told, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        var until = now + _options.Value.Lease;
        var attempt = told.Attempts + 1;
        var taken = await database.ShopEvents
            .Where(row => row.Id == told.Id && row.State == ShopEventStates.Waiting && row.Attempts == told.Attempts && (row.Until == null || row.Until <= now))
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.Holder, _holder).SetProperty(row => row.Until, until).SetProperty(row => row.Attempts, attempt)
                    .SetProperty(row => row.Tries, row => row.Tries + 1),
                cancellation);
        if (taken == 0)
            return;
        if (told.Tries >= _options.Value.MostAttempts)
        {
            // The last allowed try never ended, so its process died. The message is parked instead of tried again.
            await EndAsync(database, told.Id, attempt, ShopEventStates.Parked, WebhookErrors.Unfinished, cancellation);
            GivenUp(_logger, told.Id, told.Type, told.Shop, told.Tries);
            return;
        }

        try
        {
            await CarryOutAsync(told, attempt, cancellation);
        }
        catch (Exception exception) when (DatabaseAway.Is(exception))
        {
            // The database failed, not the message: the try is not counted, unless the database cannot be told. The message stays taken until its lease ends.
            await ForgiveAsync(told.Id, attempt);
            throw;
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // A fault with one message keeps no other waiting.
            _metrics.Failed.Add(1);
            NotCarriedOut(_logger, exception, told.Id, told.Type, told.Shop);
            await PutOffAsync(database, told, attempt, exception.GetType().Name, cancellation);
        }
    }

    private async Task ForgiveAsync(long id, int attempt)
    {
        try
        {
            await using var database = await _databases.CreateDbContextAsync(CancellationToken.None);
            await Held(database, id, attempt).ExecuteUpdateAsync(set => set.SetProperty(row => row.Tries, row => row.Tries - 1), CancellationToken.None);
        }
        catch (Exception fault) when (DatabaseAway.Is(fault))
        {
            // The database is still away: the try counts.
        }
    }

    private async Task CarryOutAsync(ShopEvent told, int attempt, CancellationToken cancellation)
    {
        var result = await HandleAsync(told, attempt, cancellation);
        if (result is not { } refused)
            return;

        // What the handler has changed was taken back with its transaction.
        await using var database = await _databases.CreateDbContextAsync(cancellation);
        await EndAsync(database, told.Id, attempt, ShopEventStates.Unmatched, refused, cancellation);
        _metrics.Unmatched.Add(1);
        Unmatched(_logger, told.Id, told.Type, told.Shop, refused);
    }

    /// <summary>The code of the reason why it goes with nothing; null when it is done, or is no longer ours.</summary>
    private async Task<string?> HandleAsync(ShopEvent told, int attempt, CancellationToken cancellation)
    {
        if (!_handlers.TryGetValue(told.Type, out var handler))
            return WebhookErrors.NoHandler;
        if (told.Body.Length == 0)
            return WebhookErrors.NoBody;

        await using var database = await _databases.CreateDbContextAsync(cancellation);
        await using var transaction = await database.JoinAsync(cancellation);
        // The row is held until the commit: whoever takes the message meanwhile waits, and then sees what was done.
        if (await Held(database, told.Id, attempt).ExecuteUpdateAsync(set => set.SetProperty(row => row.Holder, _holder), cancellation) == 0)
            return null;

        var handled = await handler.HandleAsync(database, new ToldByShop(told.Shop, ShopEventBody.DataOf(told.Body)), cancellation);
        if (handled.Failed)
            return handled.Error.Code;

        await database.SaveChangesAsync(cancellation);
        await EndAsync(database, told.Id, attempt, ShopEventStates.Done, reason: null, cancellation);
        await transaction.CommitAsync(cancellation);
        _metrics.Done.Add(1);
        return null;
    }

    private async Task PutOffAsync(FestivalDb database, ShopEvent told, int attempt, string fault, CancellationToken cancellation)
    {
        if (told.Tries + 1 >= _options.Value.MostAttempts)
        {
            await EndAsync(database, told.Id, attempt, ShopEventStates.Parked, fault, cancellation);
            return;
        }

        var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, told.Tries), LongestPause.TotalSeconds));
        var next = _time.GetUtcNow() + pause;
        await Held(database, told.Id, attempt).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.NextAt, next).SetProperty(row => row.Reason, fault)
                .SetProperty(row => row.Holder, (string?)null).SetProperty(row => row.Until, (DateTimeOffset?)null),
            cancellation);
    }

    private async Task EndAsync(FestivalDb database, long id, int attempt, string state, string? reason, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        await Held(database, id, attempt).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, state).SetProperty(row => row.Reason, reason).SetProperty(row => row.DoneAt, now)
                .SetProperty(row => row.Body, row => state == ShopEventStates.Done ? "" : row.Body)
                .SetProperty(row => row.Holder, (string?)null).SetProperty(row => row.Until, (DateTimeOffset?)null),
            cancellation);
    }

    private IQueryable<ShopEvent> Held(FestivalDb database, long id, int attempt) =>
        database.ShopEvents.Where(row => row.Id == id && row.State == ShopEventStates.Waiting && row.Holder == _holder && row.Attempts == attempt);

    /// <summary>Lets a message that was not carried out wait once more.</summary>
    public async Task<Result<Done>> AgainAsync(FestivalDb database, long id, CancellationToken cancellation)
    {
        var now = _time.GetUtcNow();
        var set = await database.ShopEvents.Where(row => row.Id == id && (row.State == ShopEventStates.Unmatched || row.State == ShopEventStates.Parked)).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.State, ShopEventStates.Waiting).SetProperty(row => row.NextAt, now).SetProperty(row => row.Tries, 0)
                .SetProperty(row => row.DoneAt, (DateTimeOffset?)null),
            cancellation);
        if (set > 0)
            return new Done();
        return await WhyNotAsync(database, id, cancellation);
    }

    /// <summary>Removes a message that was not carried out and is no longer tried. Sent once more by its shop, it counts as new.</summary>
    public static async Task<Result<Done>> DropAsync(FestivalDb database, AuditBook audit, long id, CancellationToken cancellation)
    {
        await using var transaction = await database.JoinAsync(cancellation);
        var open = database.ShopEvents.Where(row => row.Id == id && (row.State == ShopEventStates.Unmatched || row.State == ShopEventStates.Parked));
        var dropped = await open.Select(row => new { row.Shop, row.MessageId, row.Type, row.At, row.Reason }).SingleOrDefaultAsync(cancellation);
        if (dropped is null || await open.ExecuteDeleteAsync(cancellation) == 0)
            return await WhyNotAsync(database, id, cancellation);

        await audit.NoteAsync(AuditThings.Message, dropped.MessageId, dropped, after: null, cancellation);
        await transaction.CommitAsync(cancellation);
        return new Done();
    }

    private static async Task<Error> WhyNotAsync(FestivalDb database, long id, CancellationToken cancellation) =>
        await database.ShopEvents.AnyAsync(row => row.Id == id, cancellation) ? WebhookErrors.Settled : WebhookErrors.Unknown;

    [LoggerMessage(EventName = nameof(Unmatched), Level = LogLevel.Warning, Message = "Message {Id} ({Type}) of shop {Shop} goes with nothing here, and is kept: {Reason}")]
    private static partial void Unmatched(ILogger logger, long id, string type, string shop, string reason);

    [LoggerMessage(EventName = nameof(GivenUp), Level = LogLevel.Error, Message = "Message {Id} ({Type}) of shop {Shop} is given up: it was tried {Tries} times, and the last try has not ended")]
    private static partial void GivenUp(ILogger logger, long id, string type, string shop, int tries);

    [LoggerMessage(EventName = nameof(NotCarriedOut), Level = LogLevel.Error, Message = "Message {Id} ({Type}) of shop {Shop} was not carried out; it is tried again")]
    private static partial void NotCarriedOut(ILogger logger, Exception exception, long id, string type, string shop);
}

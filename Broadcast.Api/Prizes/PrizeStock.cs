using Broadcast.Api.Catalog;
using Broadcast.Api.Commits;
using Broadcast.Api.Data;
using Broadcast.Api.Outbox;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Spine.Errors;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Prizes;

/// <summary>
/// Promises prizes: takes their units out of the product's stock, so that no two questions promise the same box, and no sale sells it.
/// What is locked is the product, in the order of their SKUs. Shops are told of each movement.
/// </summary>
internal sealed partial class PrizeStock(OutboxBook outbox, TimeProvider time, ILogger<PrizeStock> logger) : IGroupBook<PromisePrize, QuestionId>
{
    /// <summary>Who appears in the movements of a stock when an older room has not said who acted.</summary>
    private const string Quiz = "quiz";

    /// <summary>Name of the turn in which something of a question is decided.</summary>
    public static string TurnOf(QuestionId question) => $"question:{question}";

    public async Task<GroupAnswers<PromisePrize, QuestionId>> WriteAsync(FestivalDb database, IReadOnlyList<PromisePrize> requests, CancellationToken cancellation)
    {
        var stocks = new StockBook(database, time);
        var products = new Dictionary<ProductId, Product?>();
        foreach (var sku in requests.Select(request => request.Product).Distinct().OrderBy(sku => sku.Value, StringComparer.Ordinal))
            products[sku] = await stocks.LockAsync(sku, cancellation);

        var known = await KnownAsync(database, requests, cancellation);
        var left = new Dictionary<ProductId, long>();
        foreach (var (sku, product) in products)
        {
            if (product is { Counted: true })
                left[sku] = product.Stock;
        }

        var answers = new List<Result<QuestionId>>(requests.Count);
        var (reservations, movements) = (new List<PrizeReservation>(), new List<StockMovement>());
        PromisePrize? written = null;
        foreach (var request in requests)
        {
            var answer = Decide(request, products[request.Product], left, known);
            answers.Add(answer);
            var reservation = new PrizeReservation { Question = request.Question, Key = request.Key, Sku = request.Product, Units = request.Units, At = time.GetUtcNow(), By = request.By };
            if (answer.Failed || !left.ContainsKey(request.Product) || !known.Promise(reservation))
                continue;

            written = request;
            left[request.Product] -= request.Units;
            reservations.Add(reservation);
            movements.Add(stocks.Movement(request.Product, -request.Units, left[request.Product], NameOf(request.By), StockReasons.Prize));
        }

        foreach (var (sku, product) in products)
        {
            if (left.TryGetValue(sku, out var rest) && rest != product!.Stock)
                await stocks.MoveToAsync(sku, rest, cancellation);
        }

        await database.InsertManyAsync(reservations, cancellation);
        await database.InsertManyAsync(movements, cancellation);
        await database.InsertManyAsync(
            await outbox.MessagesAsync(database, movements.ConvertAll(StockTold.Of), cancellation), cancellation);
        return new GroupAnswers<PromisePrize, QuestionId>(answers, written);
    }

    public async Task<bool> HoldsAsync(FestivalDb database, PromisePrize request, CancellationToken cancellation)
    {
        await new StockBook(database, time).LockAsync(request.Product, cancellation);
        return (await KnownAsync(database, [request], cancellation)).Promised.ContainsKey(request.Key);
    }

    /// <summary>
    /// Settles the promise of a question, if it has one: what was not won goes back into the stock. A second call changes nothing, but for a
    /// question that was voided afterwards, which keeps nothing. Needs the caller's transaction.
    /// </summary>
    /// <param name="database">With an open transaction.</param>
    /// <param name="question">The question.</param>
    /// <param name="won">How many units were won.</param>
    /// <param name="by">Who has ended it; null when an older room does not say so.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task SettleAsync(FestivalDb database, QuestionId question, int won, EventAuthor? by, CancellationToken cancellation)
    {
        if (await database.PrizeReservations.AsNoTracking().SingleOrDefaultAsync(promise => promise.Question == question, cancellation) is not { } seen)
            return;

        // The product first, as everywhere.
        var stocks = new StockBook(database, time);
        var product = await stocks.LockAsync(seen.Sku, cancellation);
        var promise = await database.PrizeReservations.SingleAsync(promise => promise.Question == question, cancellation);
        if (won > (promise.Kept ?? promise.Units))
            Short(logger, question, won, promise.Kept ?? promise.Units);
        var kept = Math.Min(won, promise.Kept ?? promise.Units);
        var back = (promise.Kept ?? promise.Units) - kept;
        (promise.Kept, promise.Key) = (kept, null);
        if (back > 0 && product is not null)
        {
            await outbox.AddAsync(database, StockTold.Of(stocks.Note(seen.Sku, back, product.Stock + back, NameOf(by), StockReasons.PrizeBack)), cancellation);
            await stocks.MoveToAsync(seen.Sku, product.Stock + back, cancellation);
        }

        await database.SaveChangesAsync(cancellation);
    }

    /// <summary>Gives back what was promised for a question that was never asked. Changes nothing of one that has a result: a room that has lost it may ask.</summary>
    /// <inheritdoc cref="SettleAsync"/>
    public async Task GiveBackAsync(FestivalDb database, QuestionId question, EventAuthor? by, CancellationToken cancellation)
    {
        if (await database.PrizeReservations.AsNoTracking().AnyAsync(promise => promise.Question == question && promise.Kept == null, cancellation))
            await SettleAsync(database, question, won: 0, by, cancellation);
    }

    private static string NameOf(EventAuthor? by) => by?.Id.Value ?? Quiz;

    private static Result<QuestionId> Decide(PromisePrize request, Product? product, Dictionary<ProductId, long> left, Known known)
    {
        if (known.Promised.TryGetValue(request.Key, out var first))
            return first.Sku == request.Product && first.Units == request.Units ? first.Question : PrizeErrors.Short.With("This command has asked for another prize before.");
        if (known.Questions.Contains(request.Question))
            return PrizeErrors.Short.With("This question is settled already, or asked by another command.");
        if (product is not { RetiredAt: null })
            return UnknownErrors.Product;
        if (left.TryGetValue(request.Product, out var rest) && rest < request.Units)
            return PrizeErrors.Short.With($"Of this prize {rest} are left.");

        return request.Question;
    }

    /// <summary>The reservations of these commands, and of these questions.</summary>
    private static async Task<Known> KnownAsync(FestivalDb database, IReadOnlyList<PromisePrize> requests, CancellationToken cancellation)
    {
        var keys = requests.Select(request => request.Key).Distinct(StringComparer.Ordinal).ToList();
        var questions = requests.Select(request => request.Question).Distinct().ToList();
        var found = await database.PrizeReservations.AsNoTracking()
            .Where(reservation => EF.Parameter(keys).Contains(reservation.Key!) || EF.Parameter(questions).Contains(reservation.Question)).ToListAsync(cancellation);
        return new Known(
            found.Where(reservation => reservation.Key is not null).ToDictionary(reservation => reservation.Key!, StringComparer.Ordinal),
            found.Select(reservation => reservation.Question).ToHashSet());
    }

    /// <param name="Promised">What is reserved for each command.</param>
    /// <param name="Questions">All questions that have, or had, a reservation.</param>
    private sealed record Known(Dictionary<string, PrizeReservation> Promised, HashSet<QuestionId> Questions)
    {
        /// <summary>Notes a promise; false for one that is known.</summary>
        public bool Promise(PrizeReservation reservation) => Promised.TryAdd(reservation.Key!, reservation) && Questions.Add(reservation.Question);
    }

    [LoggerMessage(EventName = nameof(Short), Level = LogLevel.Error, Message = "Question {Question} has {Won} winners, and {Kept} of its prize are reserved: give the others theirs by hand")]
    private static partial void Short(ILogger logger, QuestionId question, int won, int kept);
}

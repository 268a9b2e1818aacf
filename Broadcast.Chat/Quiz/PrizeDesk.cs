using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Orders;
using Broadcast.Chat.Spine.Redis;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Where a prize is promised before its question is asked: the book of prizes, in the service with the database. So no two questions promise
/// the same box. What is promised to a question that never opens is given back here, or found by the book later.
/// </summary>
internal sealed class PrizeDesk(RedisLink redis, RedisKeys keys, TimeProvider time, ILogger<PrizeDesk> logger) : IDisposable
{
    private readonly OrderSender<PrizeOrder, PrizeReply> _sender = new(OrderDesk.Prizes, redis, keys, time, logger);

    /// <summary>The question to ask: <paramref name="question"/>, or the one to which an earlier call of the same command promised the prize.</summary>
    /// <returns>Errors: <c>prize.short</c>, <c>prize.unanswered</c>, <c>product.unknown</c>.</returns>
    public async Task<Result<QuestionId>> PromiseAsync(QuestionId question, ProductId product, int units, Once once, EventAuthor by)
    {
        // A command's id is its own in each room.
        var order = new PromisePrize
        {
            Key = once.Id is null ? $"question:{question}" : $"{question.Stage}:{once.Id}",
            Question = question,
            Product = product,
            Units = units,
            By = by,
        };
        // To its end, also when the caller is gone: what is promised is asked, or given back.
        var reply = await _sender.SendAsync(order, CancellationToken.None);
        if (reply is null && once.Id is null)
            // Nobody else knows this question, and it may be promised all the same.
            await GiveBackAsync(question, by);
        return reply switch
        {
            { Code: null } promised => promised.Question ?? question,
            { Code: "prize.short" } refused => PrizeErrors.Short.With(refused.Message ?? PrizeErrors.Short.Message),
            { Code: "product.unknown" } => UnknownErrors.Product,
            _ => PrizeErrors.Unanswered,
        };
    }

    /// <summary>Gives the prize of a question back that is not asked.</summary>
    public Task GiveBackAsync(QuestionId question, EventAuthor by) => _sender.SendAsync(new GiveBackPrize { Question = question, By = by }, CancellationToken.None);

    public void Dispose() => _sender.Dispose();
}

using Broadcast.Api.Commits;
using Broadcast.Api.Data;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Orders;
using Broadcast.Chat.Spine.Redis;
using Microsoft.EntityFrameworkCore;

namespace Broadcast.Api.Prizes;

/// <summary>Carries out the orders of rooms to the book of prizes. Of several processes, one takes each order.</summary>
internal sealed class PrizeOrderReader(
    GroupCommit<PromisePrize, QuestionId> promises, PrizeStock book, IDbContextFactory<FestivalDb> databases, RedisLink redis, RedisKeys keys, TimeProvider time,
    ILogger<PrizeOrderReader> logger) : OrderReader<PrizeOrder, PrizeReply>(OrderDesk.Prizes, redis, keys, time, logger)
{
    protected override async ValueTask<PrizeReply> ObeyAsync(PrizeOrder order, CancellationToken cancellation)
    {
        switch (order)
        {
            case PromisePrize promise:
                var promised = await promises.WriteAsync(promise);
                return promised.Failed ? new PrizeReply { Code = promised.Error.Code, Message = promised.Error.Message } : new PrizeReply { Question = promised.Value };
            case GiveBackPrize unasked:
                await using (var database = await databases.CreateDbContextAsync(cancellation))
                {
                    await using var transaction = await database.BeginTurnAsync(PrizeStock.TurnOf(unasked.Question), cancellation);
                    await book.GiveBackAsync(database, unasked.Question, unasked.By, cancellation);
                    await transaction.CommitAsync(cancellation);
                }

                return new PrizeReply { Question = unasked.Question };
            default:
                throw new NotSupportedException($"The order {order.GetType().Name} has no handler.");
        }
    }

    protected override PrizeReply Failed(Exception exception) => new() { Code = PrizeErrors.Unanswered.Code };
}

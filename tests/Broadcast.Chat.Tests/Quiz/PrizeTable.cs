using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Orders;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Orders;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Logging;

namespace Broadcast.Chat.Tests.Quiz;

/// <summary>Promises prizes as Api does: of each product as many as are laid on it, and goose without end.</summary>
internal sealed class PrizeTable(PrizeTable.Laid laid, RedisLink redis, RedisKeys keys, TimeProvider time, ILogger<PrizeTable> logger)
    : OrderReader<PrizeOrder, PrizeReply>(OrderDesk.Prizes, redis, keys, time, logger)
{
    protected override ValueTask<PrizeReply> ObeyAsync(PrizeOrder order, CancellationToken cancellation) => ValueTask.FromResult(laid.Obey(order));

    protected override PrizeReply Failed(Exception exception) => new() { Code = PrizeErrors.Unanswered.Code };

    internal sealed class Laid
    {
        private readonly Lock _gate = new();
        private readonly Dictionary<string, PromisePrize> _promised = new(StringComparer.Ordinal);

        /// <summary>What is there of a product that is counted.</summary>
        public ConcurrentDictionary<ProductId, int> Left { get; } = new();

        public PrizeReply Obey(PrizeOrder order)
        {
            lock (_gate)
                return order is PromisePrize promise ? Promise(promise) : GiveBack(((GiveBackPrize)order).Question);
        }

        private PrizeReply Promise(PromisePrize promise)
        {
            if (_promised.TryGetValue(promise.Key, out var first))
                return new PrizeReply { Question = first.Question };
            if (Left.TryGetValue(promise.Product, out var left))
            {
                if (left < promise.Units)
                    return new PrizeReply { Code = PrizeErrors.Short.Code, Message = $"Of this prize {left} are left." };
                Left[promise.Product] = left - promise.Units;
            }

            _promised[promise.Key] = promise;
            return new PrizeReply { Question = promise.Question };
        }

        private PrizeReply GiveBack(QuestionId question)
        {
            foreach (var (key, promise) in _promised.Where(one => one.Value.Question == question).ToList())
            {
                _promised.Remove(key);
                if (Left.TryGetValue(promise.Product, out var left))
                    Left[promise.Product] = left + promise.Units;
            }

            return new PrizeReply { Question = question };
        }
    }
}

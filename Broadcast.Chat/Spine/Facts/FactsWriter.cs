using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Spine.Redis;

namespace Broadcast.Chat.Spine.Facts;

/// <summary>Puts the facts into Redis. Only Api calls it.</summary>
internal sealed class FactsWriter(RedisLink redis, RedisKeys keys)
{
    /// <summary>Writes the whole document and tells the readers.</summary>
    public async Task WriteAsync(FestivalFacts facts)
    {
        await redis.Database.StringSetAsync(keys.Facts, JsonSerializer.SerializeToUtf8Bytes(facts, ContractJson.Options));
        await redis.Subscriber.PublishAsync(keys.FactsChanged, facts.Revision);
    }

    /// <summary>True when Redis has no facts, as after it lost its data.</summary>
    public async Task<bool> MissingAsync() => !await redis.Database.KeyExistsAsync(keys.Facts);
}

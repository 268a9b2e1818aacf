using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Facts;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Redis;
using StackExchange.Redis;

namespace Broadcast.Chat.Spine.Facts;

/// <summary>Puts the facts into Redis. Only Api calls it.</summary>
internal sealed class FactsWriter(RedisLink redis, RedisKeys keys)
{
    private static readonly RedisScript WriteScript = RedisScript.Beside<FactsWriter>(
        "Write", keys: ["partsKey", "documentKey"], arguments: ["lineage", "epoch", "revision", "number", "document", "parts..."]);

    /// <summary>
    /// Writes the facts and tells the readers. False, and nothing is changed, when Redis has facts that these do not replace: Redis never
    /// goes back, whichever process writes last.
    /// </summary>
    /// <param name="facts">The whole facts.</param>
    /// <param name="lease">The lease on writing them; null where no other process writes.</param>
    /// <exception cref="LeaseRefusedException">A process with a higher number has written.</exception>
    public async Task<bool> WriteAsync(FestivalFacts facts, Lease? lease = null)
    {
        RedisValue[] parts = [.. FactsParting.Split(facts).SelectMany(part => new RedisValue[] { part.Name, part.Version, part.Json })];
        var reply = (long)await redis.RunAsync(
            WriteScript,
            [("partsKey", keys.FactsParts), ("documentKey", keys.Facts)],
            [
                ("lineage", facts.Lineage), ("epoch", facts.Epoch), ("revision", facts.Revision), ("number", lease?.Number ?? 0),
                ("document", JsonSerializer.SerializeToUtf8Bytes(facts, ContractJson.Options)),
            ],
            argumentList: parts);
        if (reply < 0)
            throw new LeaseRefusedException(lease ?? new Lease("none", 0), LeaseStores.Redis, -reply);

        var written = reply == 1;
        if (written)
            await redis.Subscriber.PublishAsync(keys.FactsChanged, facts.Revision);
        return written;
    }

    /// <summary>Which facts Redis has; null when it has none, as after it lost its data.</summary>
    public async Task<FactsStamp?> StampAsync()
    {
        var stamp = await redis.Database.HashGetAsync(keys.FactsParts, ["lineage", "epoch", "revision"]);
        return stamp[1].IsNull ? null : new FactsStamp((long)stamp[0], (string)stamp[1]!, (long)stamp[2]);
    }
}

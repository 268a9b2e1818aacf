using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Yours;
using Broadcast.Chat.Spine.Redis;

namespace Broadcast.Chat.Spine.Yours;

/// <summary>
/// Tells all nodes what has come into persons' inboxes. Every node hears everything and passes on what is for its own connections. A notice
/// may be lost or come twice: the inbox itself is in the database.
/// </summary>
internal sealed class YoursChannel(RedisLink redis, RedisKeys keys)
{
    public Task PublishAsync(IEnumerable<YoursNotice> notices) =>
        redis.Subscriber.PublishAsync(keys.Yours, JsonSerializer.SerializeToUtf8Bytes(notices, ContractJson.Options));

    /// <summary>Calls <paramref name="hear"/> with each message as it was published, on a thread of the Redis client; it must not block.</summary>
    public Task SubscribeAsync(Action<byte[]> hear) => redis.Subscriber.SubscribeAsync(keys.Yours, (_, message) => hear(message!));

    /// <exception cref="JsonException">No build of ours has written it.</exception>
    public static IReadOnlyList<YoursNotice> Read(byte[] message) => JsonSerializer.Deserialize<List<YoursNotice>>(message, ContractJson.Options) ?? [];
}

using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Pace;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Messages;

/// <summary>Limits how fast each person may talk on this node, over all their connections and after they come back.</summary>
internal sealed class PersonPace(IOptions<RoomOptions> options, TimeProvider time)
{
    /// <summary>People remembered at most: more than a node has connections.</summary>
    private const int Most = 50_000;

    private readonly KeyedBuckets<ViewerId> _buckets = new(options.Value.ChatPerSecond, options.Value.ChatBurst, Most, time);

    public int Count => _buckets.Count;

    public bool TryAcquire(ViewerId person) => _buckets.TryAcquire(person);
}

using Broadcast.Chat.Contracts;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Live;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Messages;

/// <summary>How fast each person may talk on this node, whatever number of connections they have, and also if they come back on another.</summary>
internal sealed class PersonPace(IOptions<RoomOptions> options, TimeProvider time)
{
    /// <summary>More than a node has connections.</summary>
    private const int Most = 50_000;

    private readonly KeyedBuckets<ViewerId> _buckets = new(options.Value.ChatPerSecond, options.Value.ChatBurst, Most, time);

    public int Count => _buckets.Count;

    public bool TryTake(ViewerId person) => _buckets.TryTake(person);
}

using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Pace;

namespace Broadcast.Chat.Door;

/// <summary>
/// Limits the likes of one person, over all connections to this node: a thumb taps ten times a second, a program as often as it likes.
/// </summary>
internal sealed class LikePace(TimeProvider time)
{
    private const double PerSecond = 20;
    private const int AtOnce = 100;
    private const int MostPeople = 100_000;

    private readonly KeyedBuckets<ViewerId> _people = new(PerSecond, AtOnce, MostPeople, time);

    /// <summary>True when the person may add that many likes now.</summary>
    public bool TryTake(ViewerId person, int count) => _people.TryAcquire(person, count);
}

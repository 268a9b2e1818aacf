using System.Collections.Concurrent;

namespace Broadcast.Api.Outbox;

/// <summary>
/// Shops that are not looked at for a while, because all that seems due to them waits behind something else: finding that out reads their whole
/// backlog, which must not happen at each commit. Any thread may call.
/// </summary>
internal sealed class ShopRests(TimeProvider time)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    /// <summary>A new subject's message waits for so long at most.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, Rest> _rests = new(StringComparer.Ordinal);
    private int _round;

    /// <summary>Changes when all rests end: what was found before that says nothing.</summary>
    public int Round => Volatile.Read(ref _round);

    public bool Has(string shop)
    {
        if (!_rests.TryGetValue(shop, out var rest))
            return false;
        if (rest.Round == Round && rest.Until > time.GetUtcNow())
            return true;

        _rests.TryRemove(new KeyValuePair<string, Rest>(shop, rest));
        return false;
    }

    /// <param name="shop">Which one rests.</param>
    /// <param name="next">When its next message is due; null without any.</param>
    /// <param name="round">The <see cref="Round"/> before it was looked at.</param>
    public void Add(string shop, DateTimeOffset? next, int round)
    {
        var now = time.GetUtcNow();
        var pause = next is { } due && due - now < Longest ? due - now : Longest;
        _rests[shop] = new Rest(now + (pause > Shortest ? pause : Shortest), round);
    }

    public void End() => Interlocked.Increment(ref _round);

    private sealed record Rest(DateTimeOffset Until, int Round);
}

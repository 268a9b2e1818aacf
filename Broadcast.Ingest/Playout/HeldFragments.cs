using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Playout;

/// <summary>
/// Fragments of the stage on air that are not listed yet because a cut to another stage is near. Guarded by the output's gate.
/// </summary>
internal sealed class HeldFragments(ChannelOutput output)
{
    /// <summary>Keyframes may come this much earlier than expected, because of uneven frame rates or a clock that is adjusted.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(20);

    private readonly Queue<Fragment> _fragments = new();

    /// <summary>Date-time up to which the stage on air has sent media, listed or held.</summary>
    public DateTimeOffset KnownEnd => _fragments.Count > 0 ? _fragments.Last().End : output.End;

    public void Add(Fragment fragment) => _fragments.Enqueue(fragment);

    public void Drop() => _fragments.Clear();

    /// <summary>Lists the fragments that end before an expected cut, or all of them if <paramref name="before"/> is null.</summary>
    public void List(DateTimeOffset? before)
    {
        var limit = before - Slack;
        while (_fragments.TryPeek(out var fragment) && (limit is null || fragment.End <= limit))
        {
            _fragments.Dequeue();
            output.Append(fragment);
        }
    }

    /// <summary>Lists the fragments up to a cut, the last one shortened to it, and drops the rest.</summary>
    public void ListUpTo(DateTimeOffset cut)
    {
        while (_fragments.TryDequeue(out var old) && old.Start + old.Duration / 2 < cut)
            output.Append(old.End > cut ? old.Until(cut) : old);
        Drop();
    }
}

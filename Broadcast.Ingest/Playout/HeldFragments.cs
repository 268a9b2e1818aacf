using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Packaging;

namespace Broadcast.Ingest.Playout;

/// <summary>Fragments of the stage on air that are not listed yet, because a cut to another one is near. Guarded by the output's gate.</summary>
internal sealed class HeldFragments(ChannelOutput output)
{
    /// <summary>Keyframes come this much earlier than expected at times: frame rates that do not divide, slewing.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(20);

    private readonly Queue<Fragment> _fragments = new();

    /// <summary>Up to where the stage on air has come.</summary>
    public DateTimeOffset KnownEnd => _fragments.Count > 0 ? _fragments.Last().End : output.End;

    public void Add(Fragment fragment) => _fragments.Enqueue(fragment);

    public void Drop() => _fragments.Clear();

    /// <summary>Lists what ends before an expected cut; null: no cut is near, so all of it.</summary>
    public void List(DateTimeOffset? before)
    {
        var limit = before - Slack;
        while (_fragments.TryPeek(out var fragment) && (limit is null || fragment.End <= limit))
        {
            _fragments.Dequeue();
            output.Append(fragment);
        }
    }

    /// <summary>Lists up to a cut, the last fragment shortened to it, and drops what lies beyond.</summary>
    public void ListUpTo(DateTimeOffset cut)
    {
        while (_fragments.TryDequeue(out var old) && old.Start + old.Duration / 2 < cut)
            output.Append(old.End > cut ? old.Until(cut) : old);
        Drop();
    }
}

using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Playout;

/// <summary>What a relay keeps of a stage that it may cut to: its media since the last IDR, and when the next IDR is due.</summary>
internal sealed class StageFeed
{
    /// <summary>
    /// Longer than a GOP should be. When a GOP exceeds this, or <see cref="MaxBytes"/>, its media is dropped, and none is kept until the next keyframe.
    /// </summary>
    private static readonly TimeSpan Longest = ChannelTimes.TargetDuration * 2;

    /// <summary>Bytes of the longest GOP that is kept.</summary>
    private const long MaxBytes = 32 << 20;

    /// <summary>How late a keyframe may be before it counts as not coming.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(50);

    private readonly List<Fragment> _sinceKeyframe = [];
    private long _bytes;
    private TimeSpan? _gop;
    private DateTimeOffset? _keyframe;

    /// <summary>True from a keyframe on until the run ends.</summary>
    public bool Live { get; private set; }

    public DateTimeOffset End { get; private set; }

    /// <summary>The fragments from the newest IDR on; empty when there is none or its GOP is too long.</summary>
    public IReadOnlyList<Fragment> SinceKeyframe => _sinceKeyframe;

    public void Add(Fragment fragment)
    {
        if (fragment.Independent)
        {
            _gop = _sinceKeyframe is [var first, ..] && ReferenceEquals(first.Run, fragment.Run) ? fragment.Start - first.Start : _gop;
            Forget();
            _keyframe = fragment.Start;
            Live = true;
        }
        else if (_sinceKeyframe.Count == 0)
        {
            return;
        }

        _sinceKeyframe.Add(fragment);
        _bytes += fragment.Bytes.Length;
        End = fragment.End;
        if (fragment.End - _sinceKeyframe[0].Start > Longest || _bytes > MaxBytes)
            Forget();
    }

    public void Off()
    {
        Live = false;
        _gop = null;
        _keyframe = null;
        Forget();
    }

    /// <summary>
    /// When the first IDR is expected that is not before <paramref name="notBefore"/> and not received yet; null while the GOP is unknown.
    /// </summary>
    public DateTimeOffset? Expected(DateTimeOffset notBefore)
    {
        if (!Live || _keyframe is not { } last || _gop is not { } gop || gop <= TimeSpan.Zero)
            return null;

        // A keyframe that should have been received already counts as not coming.
        var received = End - Tolerance;
        var from = notBefore > received ? notBefore : received;
        var steps = (long)Math.Ceiling((from - last) / gop);
        return last + gop * Math.Max(steps, 1);
    }

    private void Forget()
    {
        _sinceKeyframe.Clear();
        _bytes = 0;
    }
}

using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Channels;

/// <summary>
/// Plans where a segment's parts end, so that they are even. The segment's length is predicted from the previous GOP. Parts inside a
/// segment keep to the floor (rfc8216bis 4.4.4.9); the last, and the first if it is independent, may be shorter and share the rest.
/// </summary>
internal sealed class PartPlan
{
    /// <summary>Margin below the part target. Timestamps are whole milliseconds, so frames that fill the target on average may be a little longer together.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(1);

    private TimeSpan? _gop;

    /// <summary>Average frame duration in that GOP; a lost frame, which doubles the one before it, hardly changes it.</summary>
    private TimeSpan _frame;
    private TimeSpan _sinceKeyframe;
    private int _framesSinceKeyframe;
    private TimeSpan _edge;
    private TimeSpan _middle;
    private TimeSpan _length;
    private int _parts;

    /// <summary>Begins a run, whose GOP is not known yet.</summary>
    public void BeginRun() => (_gop, _sinceKeyframe, _framesSinceKeyframe, _parts) = (null, TimeSpan.Zero, 0, 0);

    /// <summary>Adds the next fragment of the run. If a segment begins with it, call <see cref="BeginSegment"/> afterwards.</summary>
    public void Add(Fragment fragment)
    {
        if (fragment.Independent)
        {
            if (_framesSinceKeyframe > 0)
                (_gop, _frame) = (_sinceKeyframe, _sinceKeyframe / _framesSinceKeyframe);
            (_sinceKeyframe, _framesSinceKeyframe) = (TimeSpan.Zero, 0);
        }

        _sinceKeyframe += fragment.Duration;
        _framesSinceKeyframe++;
    }

    /// <summary>Plans the segment that begins with <paramref name="first"/>, the fragment added last.</summary>
    public void BeginSegment(Fragment first)
    {
        _parts = 0;
        if (_gop is not { } gop)
            return;

        var longest = _frame * Math.Floor((ChannelTimes.PartTarget - Rounding) / _frame);
        var shortest = _frame * Math.Ceiling(ChannelTimes.PartFloor / _frame);
        // No number of such frames fills a part within the limits: without a plan, each part is listed when it is full.
        if (shortest > longest)
            return;

        _length = Expected(gop, _sinceKeyframe - first.Duration, _frame);
        _parts = (int)Math.Ceiling(_length / longest);
        _middle = _length / _parts > shortest ? _length / _parts : shortest;
        // A first part without a keyframe keeps to the floor like the others.
        _edge = first.Independent ? (_length - (_middle * (_parts - 2))) / 2 : _middle;
    }

    /// <summary>True when the part should end here; null when the plan has no such part.</summary>
    /// <param name="number">The part's number within its segment, from 1.</param>
    /// <param name="end">How far into its segment the part reaches.</param>
    /// <param name="frame">The last fragment's duration: parts end with the fragment nearest to the plan.</param>
    public bool? Ends(int number, TimeSpan end, TimeSpan frame)
    {
        if (number > _parts)
            return null;

        var planned = number == _parts ? _length : _edge + (_middle * (number - 1));
        return end >= planned - (frame / 2);
    }

    /// <summary>
    /// Predicts the length of a segment that begins <paramref name="since"/> after a keyframe: up to the keyframe that ends it, or the
    /// longest allowed.
    /// </summary>
    private static TimeSpan Expected(TimeSpan gop, TimeSpan since, TimeSpan frame)
    {
        var gops = Math.Max(1, Math.Ceiling((ChannelTimes.SegmentFloor + since) / gop));
        var length = (gop * gops) - since;
        return length <= ChannelTimes.TargetDuration ? length : frame * Math.Floor(ChannelTimes.TargetDuration / frame);
    }
}

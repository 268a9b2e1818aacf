using Broadcast.Ingest.Packaging;

namespace Broadcast.Ingest.Channels;

/// <summary>
/// Where a segment's parts should end so that they are even: the length of the segment is known from the GOP before it. Parts inside a
/// segment keep to the floor (rfc8216bis 4.4.4.9); the first, if it is independent, and the last may be shorter, and share what is left.
/// </summary>
internal sealed class PartPlan
{
    private TimeSpan? _gop;

    /// <summary>A usual frame of that GOP: one that was lost, and so stands for two, hardly counts.</summary>
    private TimeSpan _frame;
    private TimeSpan _sinceKeyframe;
    private int _framesSinceKeyframe;
    private TimeSpan _edge;
    private TimeSpan _middle;
    private TimeSpan _length;
    private int _parts;

    /// <summary>A run has begun: nothing is known of its GOP.</summary>
    public void BeginRun() => (_gop, _sinceKeyframe, _framesSinceKeyframe, _parts) = (null, TimeSpan.Zero, 0, 0);

    /// <summary>The next fragment of the run. Where a segment begins with it, <see cref="BeginSegment"/> comes after.</summary>
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

    /// <summary>A segment begins with <paramref name="first"/>, the newest fragment.</summary>
    public void BeginSegment(Fragment first)
    {
        _parts = 0;
        if (_gop is not { } gop)
            return;

        var longest = _frame * Math.Floor(ChannelTimes.PartTarget / _frame);
        var shortest = _frame * Math.Ceiling(ChannelTimes.PartFloor / _frame);
        // Frames that fill no part within the limits: each part is listed when it is full.
        if (shortest > longest)
            return;

        _length = Expected(gop, _sinceKeyframe - first.Duration, _frame);
        _parts = (int)Math.Ceiling(_length / longest);
        _middle = _length / _parts > shortest ? _length / _parts : shortest;
        // What begins a segment without a keyframe is held to the floor like the rest.
        _edge = first.Independent ? (_length - (_middle * (_parts - 2))) / 2 : _middle;
    }

    /// <summary>
    /// True when the part should end here; null when the plan does not reach so far.
    /// </summary>
    /// <param name="number">Of the part within its segment, from 1.</param>
    /// <param name="end">How far into its segment the part has come.</param>
    /// <param name="frame">The last fragment's duration: parts end with the fragment nearest to the plan.</param>
    public bool? Ends(int number, TimeSpan end, TimeSpan frame)
    {
        if (number > _parts)
            return null;

        var planned = number == _parts ? _length : _edge + (_middle * (number - 1));
        return end >= planned - (frame / 2);
    }

    /// <summary>How long a segment is that begins <paramref name="since"/> a keyframe: up to the keyframe that ends it, or as long as it may be.</summary>
    private static TimeSpan Expected(TimeSpan gop, TimeSpan since, TimeSpan frame)
    {
        var gops = Math.Max(1, Math.Ceiling((ChannelTimes.SegmentFloor + since) / gop));
        var length = (gop * gops) - since;
        return length <= ChannelTimes.TargetDuration ? length : frame * Math.Floor(ChannelTimes.TargetDuration / frame);
    }
}

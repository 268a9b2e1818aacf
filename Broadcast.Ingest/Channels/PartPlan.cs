using Broadcast.Ingest.Packaging;

namespace Broadcast.Ingest.Channels;

/// <summary>
/// Where a segment's parts should end so that they are even: the length of the segment is known from the GOP before it. Parts inside a
/// segment keep to the floor (rfc8216bis 4.4.4.9); the first, if it is independent, and the last may be shorter, and share what is left.
/// </summary>
internal sealed class PartPlan
{
    private TimeSpan? _gop;
    private TimeSpan _sinceKeyframe;
    private TimeSpan _longestFrame;
    private TimeSpan _edge;
    private TimeSpan _middle;
    private TimeSpan _length;
    private int _parts;

    /// <summary>A run has begun: nothing is known of its GOP.</summary>
    public void BeginRun() => (_gop, _sinceKeyframe, _longestFrame, _parts) = (null, TimeSpan.Zero, TimeSpan.Zero, 0);

    /// <summary>The next fragment of the run, whatever segment it belongs to.</summary>
    public void Add(Fragment fragment)
    {
        if (fragment.Independent)
        {
            _gop = _sinceKeyframe > TimeSpan.Zero ? _sinceKeyframe : _gop;
            _sinceKeyframe = TimeSpan.Zero;
        }

        _sinceKeyframe += fragment.Duration;
        _longestFrame = fragment.Duration > _longestFrame ? fragment.Duration : _longestFrame;
    }

    /// <summary>A segment begins with <paramref name="first"/>, which has not been added yet.</summary>
    public void BeginSegment(Fragment first)
    {
        _parts = 0;
        var gop = first.Independent && _sinceKeyframe > TimeSpan.Zero ? _sinceKeyframe : _gop;
        if (gop is not { } known)
            return;

        var frame = _longestFrame > first.Duration ? _longestFrame : first.Duration;
        var longestPart = frame * Math.Floor(ChannelTimes.PartTarget / frame);
        if (longestPart <= TimeSpan.Zero)
            return;

        _length = Expected(known, first.Independent ? TimeSpan.Zero : _sinceKeyframe, frame);
        _parts = (int)Math.Ceiling(_length / longestPart);
        var shortest = frame * Math.Ceiling(ChannelTimes.PartFloor / frame);
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

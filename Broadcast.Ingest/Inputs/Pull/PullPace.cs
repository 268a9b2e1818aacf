namespace Broadcast.Ingest.Inputs.Pull;

/// <summary>
/// Says when what a fetched input sends is due: whole segments, and what a server has kept since the last keyframe, arrive in one burst. What
/// is late passes at once, so that an input that stalled catches up. Media that was lost meanwhile never comes, and an input that closes up
/// its timestamps would be late for ever: after <see cref="Patience"/> its times count anew. Reads no clock; one caller.
/// </summary>
internal sealed class PullPace
{
    /// <summary>How long an input may stay late without catching up; then it counts as on time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>A tag that is due later than this, or earlier than the tag before it by more than <see cref="LongestStepBack"/>, has leapt.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan LongestStepBack = TimeSpan.FromSeconds(1);

    /// <summary>What is late by less is on time: the network is never even.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromMilliseconds(50);

    /// <summary>How far a burst that is late moves all that follows, so that a source whose clock is slow does not stay late.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(20);

    /// <summary>When the input's time 0 is due; null before the first tag.</summary>
    private TimeSpan? _origin;
    private TimeSpan _last;
    private TimeSpan? _lateSince;

    /// <summary>How long a tag must wait.</summary>
    /// <param name="media">Its time on the input's own timeline.</param>
    /// <param name="now">The time of a clock that never steps.</param>
    /// <param name="first">True when the reader had to wait for the tag: a burst begins with it.</param>
    public TimeSpan Of(TimeSpan media, TimeSpan now, bool first)
    {
        var back = _last - media;
        _last = media;
        if (_origin is not { } origin || back > LongestStepBack || origin + media - now > LongestWait)
            return BeginAnew(media, now);

        var wait = origin + media - now;
        if (wait > TimeSpan.Zero)
        {
            _lateSince = null;
            return wait;
        }

        if (-wait < Slack)
            return TimeSpan.Zero;

        _lateSince ??= now;
        var late = now - _lateSince;
        // Best where a burst begins: whatever else is in it is then due later, and evenly.
        if (late > Patience * 2 || (first && late > Patience))
            return BeginAnew(media, now);

        if (first)
            _origin = origin + (-wait < Step ? -wait : Step);
        return TimeSpan.Zero;
    }

    private TimeSpan BeginAnew(TimeSpan media, TimeSpan now)
    {
        (_origin, _lateSince) = (now - media, null);
        return TimeSpan.Zero;
    }
}

using Broadcast.Ingest.Media;

namespace Broadcast.Ingest.Channels;

/// <summary>
/// Turns a channel's fragments into parts and segments and owns its counters, which only grow. Fragments come in order and without holes
/// in their media; another run begins after <see cref="Break"/>. Not thread-safe: guarded by the channel's gate.
/// </summary>
internal sealed class Tape(TapeOrigin origin, ChannelOptions options)
{
    private readonly List<Fragment> _pending = [];
    private readonly List<Part> _parts = [];
    private readonly List<Segment> _segments = [];
    private readonly PartPlan _plan = new();
    private MediaRun? _run;
    private string _init = "";
    private TimeSpan _listed;
    private DateTimeOffset _segmentStart;

    /// <summary>Duration of the parts in the growing segment.</summary>
    private TimeSpan _closed;
    private bool _segmentOpen;
    private bool _discontinuity;
    private long _segmentNumber = origin.SegmentNumber;
    private long _partNumber = origin.PartNumber;
    private long _discontinuitySequence = origin.DiscontinuitySequence;
    private bool _changed;

    /// <summary>Called with each segment once it is whole.</summary>
    public Action<Segment>? Ended { get; init; }

    public MediaShelf Shelf { get; } = new(options.Kept, options.Bytes);

    /// <summary>The channel's other renditions.</summary>
    public Func<IEnumerable<Rendition>> Siblings { get; init; } = static () => [];

    /// <summary>Null until the first part.</summary>
    public Listing? Listing { get; private set; }

    /// <summary>Date-time up to which media is listed.</summary>
    public DateTimeOffset ListedEnd { get; private set; } = origin.Start;

    /// <summary>Date-time up to which media was appended, listed or not.</summary>
    public DateTimeOffset End => _pending.Count > 0 ? _pending[^1].End : ListedEnd;

    /// <summary>True when this fragment would begin a segment if it were appended next.</summary>
    public bool BeginsSegment(Fragment next) => !_segmentOpen || Ends(next);

    /// <summary>Appends the next fragment. True when the listing has changed.</summary>
    public bool Append(Fragment fragment)
    {
        Begin(ref fragment);
        if (_segmentOpen && Ends(fragment))
            EndSegment();
        if (_pending.Count > 0 && PendingDuration + fragment.Duration > ChannelTimes.PartTarget)
        {
            ClosePart();
            // At some frame rates (6 a second) a part stays under the floor, which is allowed only at the end of a segment.
            if (_parts[^1] is { Independent: false } part && part.Duration < ChannelTimes.PartFloor)
                EndSegment();
        }

        _plan.Add(fragment);
        if (!_segmentOpen)
        {
            _segmentOpen = true;
            _segmentStart = fragment.Start;
            _closed = TimeSpan.Zero;
            _plan.BeginSegment(fragment);
        }

        if (fragment.Duration > ChannelTimes.PartTarget)
        {
            AppendStanding(fragment);
        }
        else
        {
            _pending.Add(fragment);
            if (PartEnds(fragment))
                ClosePart();
        }

        return List();
    }

    /// <summary>
    /// Lists the pending fragments, though they fill no part, and ends their segment. Returns their duration, zero if there are none. The
    /// run may go on afterwards.
    /// </summary>
    public TimeSpan ListPending()
    {
        var listed = PendingDuration;
        if (listed > TimeSpan.Zero)
            EndSegment();
        List();
        return listed;
    }

    /// <summary>
    /// Ends the run and lists its pending fragments, only up to <paramref name="at"/> if that is given. True when the listing has changed.
    /// </summary>
    public bool Break(DateTimeOffset? at = null)
    {
        if (at is { } end)
        {
            _pending.RemoveAll(fragment => fragment.Start + fragment.Duration / 2 >= end);
            if (_pending.Count > 0 && _pending[^1].End > end)
                _pending[^1] = _pending[^1].Until(end);
        }

        EndSegment();
        _run = null;
        return List();
    }

    /// <summary>
    /// Appends a picture that lasts longer than a part may: a part of the target's length, and another that has only the sound of the rest.
    /// They end the segment, since only the last part of one may be short.
    /// </summary>
    private void AppendStanding(Fragment fragment)
    {
        var (first, rest) = fragment.Split(ChannelTimes.PartTarget);
        _pending.Add(first);
        ClosePart(stands: true);
        _pending.Add(rest);
        ClosePart(soundOnly: true);
        EndSegment();
    }

    private TimeSpan PendingDuration => _pending.Aggregate(TimeSpan.Zero, (sum, fragment) => sum + fragment.Duration);

    /// <summary>True when the part is as long as planned, or another frame as long as the last would not fit.</summary>
    private bool PartEnds(Fragment last)
    {
        var length = PendingDuration;
        if (length < ChannelTimes.PartFloor && !_pending[0].Independent)
            return false;

        return _plan.Ends(_parts.Count + 1, _closed + length, last.Duration) == true
            || (length >= ChannelTimes.PartFloor && length + last.Duration > ChannelTimes.PartTarget);
    }

    private void Begin(ref Fragment fragment)
    {
        if (_run is null)
        {
            if (!fragment.Independent || fragment.Start < ListedEnd)
                throw new InvalidOperationException("A run must begin with a keyframe that does not start before ListedEnd.");

            _discontinuity = Listing is not null;
            _run = fragment.Run;
            _plan.BeginRun();
            _init = InitName.Of(_run.Init.Span);
            Shelf.Put(_init, _run.Init);
            ListedEnd = fragment.Start;
        }
        else if (!ReferenceEquals(fragment.Run, _run) || (fragment.Start - End).Duration() > (fragment.Independent ? ChannelTimes.LongestStep : TimeSpan.Zero))
        {
            throw new InvalidOperationException(
                "A fragment must belong to the current run and start where the last one ended; a keyframe may be off by LongestStep.");
        }

        if (fragment.Duration > ChannelTimes.LongestFrame)
            throw new InvalidOperationException("A fragment must not last longer than LongestFrame.");
    }

    private bool Ends(Fragment next)
    {
        var length = _closed + PendingDuration;
        // The date-time may step only at a segment's start, also in a relay, whose segments may begin elsewhere than the stage's.
        return (next.Independent && (length >= ChannelTimes.SegmentFloor || next.Start != End)) || length + next.Duration > ChannelTimes.TargetDuration;
    }

    private void ClosePart(bool stands = false, bool soundOnly = false)
    {
        if (_pending.Count == 0)
            return;

        var duration = PendingDuration;
        var part = new Part
        {
            Number = _partNumber++,
            Start = _pending[0].Start,
            Duration = duration,
            Independent = _pending[0].Independent,
            Stands = stands,
            SoundOnly = soundOnly,
            MediaStart = _pending[0].MediaTime,
            MediaEnd = _pending[^1].MediaTime + _pending[^1].Duration,
            Bytes = [.. _pending.Select(fragment => fragment.Bytes)],
            Length = _pending.Sum(fragment => (long)fragment.Bytes.Length),
        };
        ListedEnd = _pending[^1].End;
        _closed += duration;
        _pending.Clear();
        _parts.Add(part);
        Shelf.Put(part);
        _changed = true;
    }

    private void EndSegment()
    {
        ClosePart();
        if (_parts.Count > 0)
        {
            var segment = Grown();
            _segments.Add(segment);
            _listed += segment.Duration;
            Shelf.Put(segment);
            _segmentNumber++;
            _discontinuity = false;
            _parts.Clear();
            _changed = true;
            Ended?.Invoke(segment);
        }

        _segmentOpen = false;
    }

    private Segment Grown() => new()
    {
        Number = _segmentNumber,
        Run = _run!,
        Init = _init,
        Start = _segmentStart,
        Duration = _closed,
        Discontinuity = _discontinuity,
        Parts = [.. _parts],
    };

    private bool List()
    {
        if (!_changed)
            return false;

        _changed = false;
        // Measured in media, not by date-times: those jump at a splice.
        while (_segments.Count > 1 && _listed - _segments[0].Duration >= (Shelf.IsFull ? ChannelOptions.LeastWindow : options.Window))
        {
            _listed -= _segments[0].Duration;
            if (_segments[0].Discontinuity)
                _discontinuitySequence++;
            Shelf.Expire(_segments[0], ListedEnd, _init);
            _segments.RemoveAt(0);
        }

        Listing = new Listing
        {
            Epoch = origin.Epoch,
            Segments = [.. _segments],
            Open = _parts.Count > 0 ? Grown() : null,
            OpenNumber = _segmentNumber,
            NextPart = _partNumber,
            DiscontinuitySequence = _discontinuitySequence,
            Siblings = Siblings,
        };
        return true;
    }
}

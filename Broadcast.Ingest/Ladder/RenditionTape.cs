using Broadcast.Chat.Spine.Hosting;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Ladder;

/// <summary>
/// A rendition of a channel: the same segments, parts, date-times and discontinuities as the channel lists, with other media. It follows
/// the channel's listing part by part, waits for its own media a bounded time, and then lets the channel's stand in for whole segments;
/// in the middle of one it lists a gap. The channel calls it under its gate, the encoder's loop and a timer call it without.
/// </summary>
internal sealed class RenditionTape : IRenditionTape
{
    private readonly Lock _gate = new();
    private readonly IRenditionMedia _media;
    private readonly TimeSpan _patience;
    private readonly TimeProvider _time;
    private readonly RenditionRecord _record;
    private readonly ITimer _timer;
    private readonly string _epoch;
    private readonly Func<IEnumerable<Rendition>> _siblings;
    private readonly List<Segment> _segments = [];
    private readonly List<Part> _parts = [];
    private Listing _source;
    private Filling _filling;
    private Filling _filledBefore;
    private RenditionFormat? _format;
    private string _init = "";
    private long _number;
    private long _nextPart;
    private long _discontinuitySequence;
    private volatile bool _blocked;

    /// <summary>When the channel listed its parts: those below a number by a timestamp. Only for parts still to list here.</summary>
    private readonly Queue<(long Below, long At)> _arrivals = new();
    private long _arrived;

    public RenditionTape(ChannelOutput output, RenditionSetup setup, TimeProvider time)
    {
        (_media, _patience, _record, _time) = (setup.Media, setup.Patience, setup.Record, time);
        _source = output.Listing;
        _epoch = MediaNames.Epoch(_source.Epoch, setup.Name);
        _siblings = () => output.Renditions.Where(rendition => rendition.Name != setup.Name);
        _number = _source.Segments.IsEmpty ? _source.OpenNumber : _source.Segments[0].Number;
        _discontinuitySequence = _source.DiscontinuitySequence;
        _timer = GuardedTimer.Create(time, setup.Logger, $"rendition {setup.Name} of {output.Id}", OnMedia);
        Rendition = new Rendition(setup.Name, Snapshot(), setup.Cover, new MediaShelf(setup.Kept, setup.Bytes));
        OnListed(_source);
    }

    private enum Filling
    {
        Own,
        StandIn,
        Gap,
    }

    public Rendition Rendition { get; }

    /// <summary>Follows the channel's next listing.</summary>
    public void OnListed(Listing source)
    {
        lock (_gate)
        {
            _source = source;
            if (source.NextPart > _arrived)
                _arrivals.Enqueue((_arrived = source.NextPart, _time.GetTimestamp()));
            Follow();
        }
    }

    /// <summary>Goes on if it waits for media: there may be some now, or its patience may have run out.</summary>
    public void OnMedia()
    {
        if (!_blocked)
            return;
        lock (_gate)
            Follow();
    }

    public void Dispose() => _timer.Dispose();

    private void Follow()
    {
        _blocked = false;
        var changed = CatchUp();
        while (Step())
            changed = true;
        if (!changed)
            return;

        Trim();
        Rendition.List(Snapshot());
    }

    /// <summary>Skips to the channel's oldest segment when it is behind that one, as after the host slept. True when it skipped.</summary>
    private bool CatchUp()
    {
        var first = _source.Segments.IsEmpty ? _source.OpenNumber : _source.Segments[0].Number;
        if (_number >= first)
            return false;

        foreach (var segment in _segments)
            Rendition.Shelf.Expire(segment, _source.Segments[0].Start, _init);
        _segments.Clear();
        _parts.Clear();
        _number = first;
        _discontinuitySequence = _source.DiscontinuitySequence;
        return true;
    }

    /// <summary>Lists one part more, or ends a segment; false when there is nothing to list or the part's media is still to come.</summary>
    private bool Step()
    {
        var segment = _source.Find(_number);
        if (segment is null)
            return false;

        if (_parts.Count < segment.Parts.Length)
        {
            if (Make(segment, segment.Parts[_parts.Count]) is not { } part)
                return false;
            _parts.Add(part);
            _nextPart = part.Number + 1;
            Rendition.Shelf.Put(part);
            return true;
        }

        if (_number >= _source.OpenNumber)
            return false;

        End(segment);
        return true;
    }

    /// <summary>The part with the rendition's own media, the channel's media or a gap; null while its media is still to come.</summary>
    private Part? Make(Segment segment, Part part)
    {
        if (_parts.Count == 0)
        {
            _filledBefore = _filling;
            _filling = _media.Expects(segment, part, _filledBefore == Filling.Own && !segment.Discontinuity)
                ? Filling.Own
                : Fallback(segment, part);
            if (_filling != Filling.Own)
                Begin(segment);
        }

        if (_filling == Filling.Own)
        {
            var media = _media.Read(segment, part);
            if (media.Piece is { } piece && (_parts.Count == 0 || piece.Format == _format))
                return Own(piece, part);
            if (media.Piece is null && !media.Lost && !Overdue(part))
                return null;

            // Within a segment EXT-X-MAP cannot change any more.
            _filling = _parts.Count == 0 ? Fallback(segment, part) : Filling.Gap;
            if (_parts.Count == 0)
                Begin(segment);
        }

        return _filling == Filling.StandIn ? part : part with { Gap = true, Independent = false, Bytes = [], Length = 0 };
    }

    /// <summary>
    /// What fills a segment without media of its own. The channel's media can begin only at a keyframe or where it stood in before;
    /// otherwise the segment is a gap.
    /// </summary>
    private Filling Fallback(Segment segment, Part first) =>
        _media.SourceStandsIn && (first.Independent || (_filledBefore == Filling.StandIn && !segment.Discontinuity)) ? Filling.StandIn : Filling.Gap;

    private Part Own(RenditionPiece piece, Part part)
    {
        if (piece.Format != _format)
        {
            _format = piece.Format;
            Rendition.Declare(Rendition.Cover.WithCodecs(_format.Codecs).Sized(_format.Width, _format.Height, _format.FrameRate));
        }

        if (_parts.Count == 0)
        {
            _init = _format.Name;
            // With each segment anew: while the channel's media stood in, it may have left the shelf.
            Rendition.Shelf.Put(_init, _format.Init);
        }

        return part with { Bytes = [.. piece.Bytes], Length = piece.Bytes.Sum(bytes => (long)bytes.Length) };
    }

    /// <summary>Begins a segment of the channel's media, or a gap, with the initialisation segment that it names.</summary>
    private void Begin(Segment segment)
    {
        if (_filling == Filling.Gap && _init.Length > 0 && !segment.Discontinuity)
            return;

        _init = segment.Init;
        Rendition.Shelf.Put(_init, segment.Run.Init);
        if (_filling == Filling.StandIn)
            Rendition.Declare(Rendition.Cover.WithCodecs(segment.Run.Codecs));
    }

    private void End(Segment segment)
    {
        var whole = segment with { Init = _init, Parts = [.. _parts] };
        _segments.Add(whole);
        Rendition.Shelf.Put(whole);
        _parts.Clear();
        _number++;
        if (_filling == Filling.Own)
            Rendition.Declare(_record.Weigh(Rendition.Cover, whole));
        else
            _record.Missed(standIn: _filling == Filling.StandIn);
    }

    /// <summary>
    /// True when the patience for a part is over; otherwise the timer calls when it is. Patience counts from when the channel listed the
    /// part, so that the delays of a slow encoder do not add up.
    /// </summary>
    private bool Overdue(Part part)
    {
        while (_arrivals.TryPeek(out var arrival) && arrival.Below <= part.Number)
            _arrivals.Dequeue();
        var left = _arrivals.TryPeek(out var listed) ? _patience - _time.GetElapsedTime(listed.At) : TimeSpan.Zero;
        if (left <= TimeSpan.Zero)
            return true;

        _blocked = true;
        _timer.Change(left, Timeout.InfiniteTimeSpan);
        return false;
    }

    /// <summary>Removes the segments that have left the channel's playlist.</summary>
    private void Trim()
    {
        var first = _source.Segments.IsEmpty ? _source.OpenNumber : _source.Segments[0].Number;
        while (_segments.Count > 1 && _segments[0].Number < first)
        {
            if (_segments[0].Discontinuity)
                _discontinuitySequence++;
            Rendition.Shelf.Expire(_segments[0], _segments[^1].End, _init);
            _segments.RemoveAt(0);
        }
    }

    private Listing Snapshot()
    {
        var growing = _parts.Count > 0 ? _source.Find(_number) : null;
        return new Listing
        {
            Epoch = _epoch,
            Segments = [.. _segments],
            Open = growing is null ? null : growing with { Init = _init, Parts = [.. _parts], Duration = ListedDuration(growing) },
            OpenNumber = _number,
            NextPart = _nextPart,
            DiscontinuitySequence = _discontinuitySequence,
            Siblings = _siblings,
        };
    }

    private TimeSpan ListedDuration(Segment growing) =>
        _parts.Count == growing.Parts.Length ? growing.Duration : _parts.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Duration);
}

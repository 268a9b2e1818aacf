using Broadcast.Chat.Hosting;
using Broadcast.Ingest.Channels;

namespace Broadcast.Ingest.Ladder;

/// <summary>
/// A rendition of a channel: the same segments, parts, date-times and discontinuities as the channel lists, with other media. It follows
/// the channel's listing part by part, waits for its own media a bounded time, and then lets the channel's stand in for whole segments;
/// in the middle of one it lists a gap. The channel calls it under its gate, the encoder's loop and a timer without.
/// </summary>
internal sealed class RenditionTape : IDisposable
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

    /// <summary>When the channel listed its parts: those below a number, at a time. Only what this tape has still to list.</summary>
    private readonly Queue<(long Below, long At)> _arrivals = new();
    private long _arrived;

    public RenditionTape(ChannelOutput output, RenditionSetup setup, TimeProvider time)
    {
        (_media, _patience, _record, _time) = (setup.Media, setup.Patience, setup.Record, time);
        _source = output.Listing;
        _epoch = Hls.MediaNames.Epoch(_source.Epoch, setup.Name);
        _siblings = () => output.Renditions.Where(rendition => rendition.Name != setup.Name);
        _number = _source.Segments.IsEmpty ? _source.OpenNumber : _source.Segments[0].Number;
        _discontinuitySequence = _source.DiscontinuitySequence;
        _timer = GuardedTimer.Create(time, setup.Logger, $"rendition {setup.Name} of {output.Id}", OnMedia);
        Rendition = new Rendition(setup.Name, Snapshot(), setup.Cover, new MediaShelf(setup.Kept));
        OnListed(_source);
    }

    private enum Filling
    {
        Own,
        StandIn,
        Gap,
    }

    public Rendition Rendition { get; }

    /// <summary>The channel lists more.</summary>
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

    /// <summary>There may be media for what is waited for, or patience may be over.</summary>
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

    /// <summary>What the channel lists no more cannot be listed here either: a host that slept goes on with what there is.</summary>
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

    /// <summary>Lists one part more, or ends a segment; false when there is nothing to list or its media is waited for.</summary>
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

    /// <summary>Null when it must be waited for.</summary>
    private Part? Make(Segment segment, Part part)
    {
        if (_parts.Count == 0)
        {
            _filledBefore = _filling;
            _filling = _media.Expects(segment, part, _filledBefore == Filling.Own && !segment.Discontinuity) ? Filling.Own : Otherwise(segment, part);
            if (_filling != Filling.Own)
                Begin(segment);
        }

        if (_filling == Filling.Own)
        {
            var take = _media.Take(segment, part);
            if (take.Piece is { } piece && (_parts.Count == 0 || piece.Format == _format))
                return Own(piece, part);
            if (take.Piece is null && !take.Lost && !Overdue(part))
                return null;

            // Within a segment the map cannot change any more.
            _filling = _parts.Count == 0 ? Otherwise(segment, part) : Filling.Gap;
            if (_parts.Count == 0)
                Begin(segment);
        }

        return _filling == Filling.StandIn ? part : part with { Gap = true, Independent = false, Bytes = [], Length = 0 };
    }

    /// <summary>The channel's media plays from a keyframe on, or where it has played before.</summary>
    private Filling Otherwise(Segment segment, Part first) =>
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
            // Again with each segment: while the channel's media stood in, it may have left the shelf.
            Rendition.Shelf.Put(_init, _format.Init);
        }

        return part with { Bytes = [.. piece.Bytes], Length = piece.Bytes.Sum(bytes => (long)bytes.Length) };
    }

    /// <summary>A segment of the channel's media, or of none.</summary>
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

    /// <summary>Patience is counted from when the channel listed the part, so that an encoder that is a little too slow never adds up.</summary>
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

    /// <summary>What has left the channel's playlist leaves this one.</summary>
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
            Open = growing is null ? null : growing with { Init = _init, Parts = [.. _parts], Duration = Listed(growing) },
            OpenNumber = _number,
            NextPart = _nextPart,
            DiscontinuitySequence = _discontinuitySequence,
            Siblings = _siblings,
        };
    }

    private TimeSpan Listed(Segment growing) =>
        _parts.Count == growing.Parts.Length ? growing.Duration : _parts.Aggregate(TimeSpan.Zero, (sum, part) => sum + part.Duration);
}

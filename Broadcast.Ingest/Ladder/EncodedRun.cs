using Broadcast.Ingest.Packaging.Fmp4;

namespace Broadcast.Ingest.Ladder;

/// <summary>
/// One rendition of one run of a stage, as it comes from the encoder: pictures by their time on the source's decode time line, kept for a
/// while. The encoder's loop adds, the channels' tapes take.
/// </summary>
internal sealed class EncodedRun
{
    /// <summary>Channels take within a second or two; a relay may be a cut later.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    /// <summary>Times are rounded on their way through FFmpeg; no two pictures are as near.</summary>
    private static readonly TimeSpan Near = TimeSpan.FromMilliseconds(4);

    private readonly Lock _gate = new();
    private readonly List<EncodedPicture> _pictures = [];
    private TimeSpan _end = TimeSpan.MinValue;

    /// <summary>Up to where there are pictures; <see cref="TimeSpan.MinValue"/> before the first.</summary>
    public TimeSpan End
    {
        get
        {
            lock (_gate)
                return _end;
        }
    }

    public void Add(EncodedPicture picture)
    {
        lock (_gate)
        {
            // Another encoder may have begun where this one is still emptied.
            if (_pictures.Count > 0 && picture.Start < _pictures[^1].Start + Near)
                return;

            _pictures.Add(picture);
            _end = picture.End;
            var old = _pictures.FindIndex(known => known.End > _end - Kept);
            if (old > 100)
                _pictures.RemoveRange(0, old);
        }
    }

    /// <summary>The pictures that begin within an interval, once all of it is there.</summary>
    public RenditionTake Take(TimeSpan start, TimeSpan end, bool independent)
    {
        lock (_gate)
        {
            if (_end < end - Near)
                return RenditionTake.Later;

            var first = _pictures.FindIndex(picture => picture.Start >= start - Near);
            if (first < 0 || _pictures[first].Start > start + Near || (independent && !_pictures[first].Independent))
                return RenditionTake.Never;

            var format = _pictures[first].Format;
            var bytes = new List<ReadOnlyMemory<byte>>();
            var reached = _pictures[first].Start;
            for (var i = first; i < _pictures.Count && _pictures[i].Start < end - Near; i++)
            {
                // A hole: the encoder was not given everything.
                if (_pictures[i].Start > reached + Near || _pictures[i].Format != format)
                    return RenditionTake.Never;
                reached = _pictures[i].End;
                bytes.Add(reached > end + Near ? _pictures[i].Until(end) : _pictures[i].Bytes);
            }

            return new RenditionTake(new RenditionPiece { Format = format, Bytes = bytes }, Lost: false);
        }
    }
}

/// <summary>One encoded picture with the sound around it.</summary>
internal sealed record EncodedPicture
{
    public required RenditionFormat Format { get; init; }

    public required TimeSpan Start { get; init; }

    public required TimeSpan End { get; init; }

    public required bool Independent { get; init; }

    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>Its bytes when the channel cuts away before it has ended.</summary>
    public ReadOnlyMemory<byte> Until(TimeSpan end)
    {
        try
        {
            return Fmp4Trim.End(Bytes, Format.Init, end - Start).Bytes;
        }
        catch (Fmp4Exception)
        {
            // It plays as it was encoded; what follows is laid over its end.
            return Bytes;
        }
    }
}

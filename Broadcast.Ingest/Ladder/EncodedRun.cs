using Broadcast.Ingest.Media.Fmp4;

namespace Broadcast.Ingest.Ladder;

/// <summary>
/// One rendition of one run of a stage: encoded pictures by their time on the source's decode timeline, the last ten seconds at least.
/// The encoder's loop adds, the channels' tapes read.
/// </summary>
internal sealed class EncodedRun
{
    /// <summary>Channels read within a second or two; a relay may read later, after a cut.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    /// <summary>Times that differ by less are the same time: FFmpeg rounds them, and pictures are always further apart.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(4);

    private readonly Lock _gate = new();
    private readonly List<EncodedPicture> _pictures = [];
    private TimeSpan _end = TimeSpan.MinValue;

    /// <summary>End of the newest picture; <see cref="TimeSpan.MinValue"/> before the first.</summary>
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
            // The next encoder may deliver while the one before it is still drained: what is not newer is dropped.
            if (_pictures.Count > 0 && picture.Start < _pictures[^1].Start + Tolerance)
                return;

            _pictures.Add(picture);
            _end = picture.End;
            var old = _pictures.FindIndex(known => known.End > _end - Kept);
            if (old > 100)
                _pictures.RemoveRange(0, old);
        }
    }

    /// <summary>
    /// The pictures that begin within an interval: <see cref="PartMedia.Later"/> until all of it is encoded, <see cref="PartMedia.Never"/>
    /// when some of it is missing or its first picture is not independent although that is asked for.
    /// </summary>
    /// <param name="start">Begin of the interval.</param>
    /// <param name="end">End of the interval.</param>
    /// <param name="independent">True when the first picture must be independent.</param>
    /// <param name="stands">
    /// True when the last picture stands on after the interval: it keeps its length, and <see cref="ReadSound"/> has the rest of its sound.
    /// Otherwise it is cut to the interval.
    /// </param>
    public PartMedia Read(TimeSpan start, TimeSpan end, bool independent, bool stands = false)
    {
        lock (_gate)
        {
            if (_end < end - Tolerance)
                return PartMedia.Later;

            var first = _pictures.FindIndex(picture => picture.Start >= start - Tolerance);
            if (first < 0 || _pictures[first].Start > start + Tolerance || (independent && !_pictures[first].Independent))
                return PartMedia.Never;

            var format = _pictures[first].Format;
            var bytes = new List<ReadOnlyMemory<byte>>();
            var reached = _pictures[first].Start;
            for (var i = first; i < _pictures.Count && _pictures[i].Start < end - Tolerance; i++)
            {
                // A hole, where fragments were dropped before they reached the encoder, or the next encoder's format.
                if (_pictures[i].Start > reached + Tolerance || _pictures[i].Format != format)
                    return PartMedia.Never;
                reached = _pictures[i].End;
                bytes.Add(reached <= end + Tolerance ? _pictures[i].Bytes : stands ? _pictures[i].Split(end).First : _pictures[i].Until(end));
            }

            return new PartMedia(new RenditionPiece { Format = format, Bytes = bytes }, Lost: false);
        }
    }

    /// <summary>The sound from <paramref name="start"/> to the end of the picture that stands there; answers as <see cref="Read"/> does.</summary>
    public PartMedia ReadSound(TimeSpan start)
    {
        lock (_gate)
        {
            if (_end <= start)
                return PartMedia.Later;

            return _pictures.Find(picture => picture.Start < start && picture.End > start) is { } standing
                ? new PartMedia(new RenditionPiece { Format = standing.Format, Bytes = [standing.Split(start).Later] }, Lost: false)
                : PartMedia.Never;
        }
    }
}

/// <summary>One encoded picture with the sound up to the next one.</summary>
internal sealed record EncodedPicture
{
    public required RenditionFormat Format { get; init; }

    public required TimeSpan Start { get; init; }

    public required TimeSpan End { get; init; }

    public required bool Independent { get; init; }

    public required ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The bytes with the picture ending earlier, where a channel cuts away. Unchanged when they cannot be parsed.</summary>
    public ReadOnlyMemory<byte> Until(TimeSpan end)
    {
        try
        {
            return Fmp4Trim.End(Bytes, Format.Init, end - Start).Bytes;
        }
        catch (Fmp4Exception)
        {
            // The picture plays at its full length; what follows overlaps its end.
            return Bytes;
        }
    }

    /// <summary>The picture with its sound up to a time within it, and the rest of its sound.</summary>
    public (ReadOnlyMemory<byte> First, ReadOnlyMemory<byte> Later) Split(TimeSpan at)
    {
        try
        {
            return Fmp4Split.At(Bytes, Format.Init, at - Start);
        }
        catch (Fmp4Exception)
        {
            // All the bytes stay in the first piece.
            return (Bytes, ReadOnlyMemory<byte>.Empty);
        }
    }
}

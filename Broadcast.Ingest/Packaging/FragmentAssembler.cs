using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Fmp4;

namespace Broadcast.Ingest.Packaging;

/// <summary>
/// Makes fragments of one FFmpeg process's moof+mdat pairs: joins sound without a picture to the picture before it, gives each fragment its
/// channel time, and publishes it when the next picture has come and the duration is known. The packaging loop adds; the stage's timer may
/// interrupt; a lock guards both.
/// </summary>
internal sealed class FragmentAssembler(FragmentOutlet outlet, ChannelClock clock, FrameLedger ledger, Func<string> newId)
{
    private static readonly TimeSpan ShortestFrame = TimeSpan.FromMilliseconds(1);

    private readonly Lock _gate = new();
    private readonly List<byte[]> _pieces = [];
    private Fmp4Init? _init;
    private ReadOnlyMemory<byte> _initBytes;
    private MediaRun? _run;
    private Fragment? _held;
    private TimeSpan _heldDuration;

    /// <summary>Frames a second for runs that begin from now on.</summary>
    public double FrameRate { get; set; }

    /// <summary>The run on air; null while there is no picture.</summary>
    public MediaRun? Run
    {
        get
        {
            lock (_gate)
                return _run;
        }
    }

    public void Open(ReadOnlyMemory<byte> bytes, Fmp4Init init)
    {
        lock (_gate)
            (_initBytes, _init) = (bytes, init);
    }

    public void Add(byte[] bytes, in Fmp4Moof moof)
    {
        lock (_gate)
        {
            if (moof.Video is { } video)
                AddPicture(bytes, video);
            else if (_held is not null)
                _pieces.Add(bytes);
        }
    }

    /// <summary>
    /// Publishes the held fragment and goes off air, if nothing has been published for <paramref name="limit"/>. The next IDR then begins a
    /// new run from the same process.
    /// </summary>
    public void InterruptAfter(TimeSpan limit)
    {
        lock (_gate)
        {
            if (_run is null || outlet.Silence < limit)
                return;

            Release(_heldDuration);
            _run = null;
            outlet.OffAir();
        }
    }

    /// <summary>Publishes the held fragment and ends the run. Call when nothing more comes.</summary>
    public void Close()
    {
        lock (_gate)
        {
            Release(_heldDuration);
            _run = null;
        }
    }

    /// <summary>Channel time of the picture at <paramref name="time"/> milliseconds of the run; null while no run is on air.</summary>
    public DateTimeOffset? TimeOf(uint time)
    {
        lock (_gate)
            return _run is null ? null : clock.At(TimeSpan.FromMilliseconds(time));
    }

    private void AddPicture(byte[] bytes, in Fmp4TrackRun video)
    {
        var media = Time(video.DecodeTime, _init!.Video.Timescale);
        var known = ledger.RemoveUpTo((long)Math.Round(media.TotalMilliseconds, MidpointRounding.AwayFromZero));
        var independent = video.Sync && known is not { Independent: false };
        if (_run is null && (!independent || known is null))
            return;

        DateTimeOffset start;
        if (_run is null)
        {
            _run = NewRun(Time(video.FirstOffset, _init!.Video.Timescale));
            start = clock.Anchor(media, known!.Value.Received);
        }
        else
        {
            start = clock.Next(media, known?.Received);
            Release(media - _held!.MediaTime!.Value);
        }

        _held = new Fragment { Run = _run, Start = start, MediaTime = media, Duration = default, Independent = independent, Bytes = default };
        _heldDuration = Time(video.Duration, _init.Video.Timescale);
        _pieces.Add(bytes);
    }

    private void Release(TimeSpan duration)
    {
        if (_held is null)
            return;

        // FFmpeg's guess for the last frame may be 0, and a playlist cannot list media without duration.
        if (duration <= TimeSpan.Zero)
            duration = ShortestFrame;
        var fragment = _held with { Duration = duration, Bytes = _pieces.Count == 1 ? _pieces[0] : Joined() };
        _held = null;
        _pieces.Clear();
        clock.End(fragment.End);
        outlet.Publish(fragment);
    }

    private byte[] Joined()
    {
        var joined = new byte[_pieces.Sum(piece => piece.Length)];
        var at = 0;
        foreach (var piece in _pieces)
        {
            piece.CopyTo(joined, at);
            at += piece.Length;
        }

        return joined;
    }

    private MediaRun NewRun(TimeSpan pictureDelay)
    {
        var id = newId();
        return new MediaRun
        {
            Id = id,
            Source = id,
            PictureDelay = pictureDelay,
            Init = _initBytes,
            Codecs = _init!.Codecs,
            Width = _init.Width,
            Height = _init.Height,
            FrameRate = FrameRate,
        };
    }

    private static TimeSpan Time(long ticks, uint timescale) => TimeSpan.FromTicks((long)((Int128)ticks * TimeSpan.TicksPerSecond / timescale));
}

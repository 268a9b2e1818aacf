using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Monitor.Posters;
using Broadcast.Ingest.Packaging;
using Broadcast.Ingest.Sources.Health;

namespace Broadcast.Ingest.Monitor;

/// <summary>
/// Watches one stage: feeds its fragments to an FFmpeg of its own, and keeps the newest poster and readings. The stage never waits for it.
/// </summary>
internal sealed class StageMonitor : IFragmentListener, IAsyncDisposable
{
    /// <summary>An older picture says nothing about now. Longer than the longest sensible GOP plus what a decoder holds back.</summary>
    private static readonly TimeSpan PictureHolds = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SoundHolds = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Action<Poster> _onPoster;
    private readonly FragmentFeed _feed;
    private readonly PictureJudge _judge = new();
    private readonly SoundMeter _meter = new();
    private long _lastPicture;
    private long _lastSound;
    private DateTimeOffset _pictureTime;
    private Poster? _poster;
    private volatile bool _onAir;

    /// <param name="stage">The stage to watch.</param>
    /// <param name="options">How often posters are made.</param>
    /// <param name="watcher">Ends FFmpeg with the host.</param>
    /// <param name="time">Measures the age of readings.</param>
    /// <param name="logger">Logs FFmpeg's faults.</param>
    /// <param name="poster">Called with each poster, from a reading loop; must return at once.</param>
    public StageMonitor(StageId stage, MonitorOptions options, ChildWatcher watcher, TimeProvider time, ILogger logger, Action<Poster> poster)
    {
        (Stage, _time, _onPoster) = (stage, time, poster);
        _feed = FragmentFeed.Start(
            run =>
            {
                Begin();
                return new MonitorChild(run, this, options, watcher, logger);
            },
            new FragmentFeedLimits(),
            time,
            logger);
    }

    public StageId Stage { get; }

    /// <summary>Fragments that FFmpeg did not read in time.</summary>
    public long Dropped => _feed.Dropped;

    /// <summary>Bytes that wait for FFmpeg.</summary>
    public long WaitingBytes => _feed.WaitingBytes;

    /// <summary>FFmpeg processes that ended or hung.</summary>
    public long Failures => _feed.Failures;

    /// <summary>The newest poster; null when none was made since the source came on air.</summary>
    public Poster? Poster
    {
        get
        {
            lock (_gate)
                return _poster;
        }
    }

    public WatchReading Reading
    {
        get
        {
            lock (_gate)
            {
                var sees = _lastPicture > 0 && _time.GetElapsedTime(_lastPicture) < PictureHolds;
                var hears = _lastSound > 0 && _time.GetElapsedTime(_lastSound) < SoundHolds;
                return new WatchReading
                {
                    Blackness = sees ? _judge.Blackness : null,
                    Still = sees ? _judge.Still?.TotalSeconds : null,
                    Level = hears ? _meter.Level : null,
                    Peak = hears ? _meter.Peak : null,
                };
            }
        }
    }

    /// <summary>Channel times of the pictures that FFmpeg returns.</summary>
    internal KeyframeTimes Times { get; } = new();

    public void OnFragment(Fragment fragment)
    {
        _onAir = true;
        _feed.OnFragment(fragment);
    }

    public void OnOffAir()
    {
        _onAir = false;
        _feed.OnOffAir();
        lock (_gate)
        {
            _poster = null;
            Forget();
        }
    }

    public ValueTask DisposeAsync() => _feed.DisposeAsync();

    /// <summary>Judges a gray picture that FFmpeg returned.</summary>
    internal void AcceptPicture(ReadOnlySpan<byte> luma)
    {
        var start = Times.Next();
        lock (_gate)
        {
            // A picture that FFmpeg returns late says nothing about a source that is gone.
            if (!_onAir)
                return;
            _pictureTime = start;
            _lastPicture = _time.GetTimestamp();
            _judge.Accept(luma, start - DateTimeOffset.UnixEpoch);
        }
    }

    /// <summary>Hands on a poster that FFmpeg returned. FFmpeg writes it right after the gray picture of the same keyframe.</summary>
    internal void AcceptPoster(byte[] jpeg)
    {
        Poster poster;
        lock (_gate)
        {
            var at = _pictureTime == default ? _time.GetUtcNow() : _pictureTime;
            poster = new Poster(at.ToUnixTimeMilliseconds(), jpeg);
            _poster = _onAir ? poster : null;
        }

        _onPoster(poster);
    }

    /// <summary>Measures a tenth of a second of sound that FFmpeg returned.</summary>
    internal void AcceptSound(ReadOnlySpan<short> samples)
    {
        lock (_gate)
        {
            if (!_onAir)
                return;
            _lastSound = _time.GetTimestamp();
            _meter.Accept(samples);
        }
    }

    private void Begin()
    {
        Times.Begin();
        lock (_gate)
            Forget();
    }

    private void Forget()
    {
        _judge.Forget();
        _meter.Forget();
        (_lastPicture, _lastSound, _pictureTime) = (0, 0, default);
    }
}

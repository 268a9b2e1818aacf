using Broadcast.Chat.Contracts;
using Broadcast.Ingest.Monitor.Posters;
using Broadcast.Ingest.Packaging;
using Broadcast.Ingest.Processes;

namespace Broadcast.Ingest.Monitor;

/// <summary>
/// Watches one stage: feeds its fragments to an FFmpeg of its own and keeps what was seen and heard last. The stage never waits for it.
/// </summary>
internal sealed class StageMonitor : IFragmentListener, IAsyncDisposable
{
    /// <summary>A picture that is older says nothing of now. Longer than the longest sane GOP with what a decoder holds back.</summary>
    private static readonly TimeSpan PictureHolds = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan SoundHolds = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly Action<Poster> _kept;
    private readonly FragmentFeed _feed;
    private readonly PictureJudge _judge = new();
    private readonly SoundMeter _meter = new();
    private long _sawAt;
    private long _heardAt;
    private DateTimeOffset _shown;
    private Poster? _poster;
    private volatile bool _onAir;

    /// <param name="stage">Whose fragments come.</param>
    /// <param name="options">Of the posters.</param>
    /// <param name="watcher">Ends FFmpeg with the host.</param>
    /// <param name="time">For the age of what was seen.</param>
    /// <param name="logger">Hears of FFmpeg's faults.</param>
    /// <param name="poster">Told of each poster, from a reading loop; must return at once.</param>
    public StageMonitor(StageId stage, MonitorOptions options, ChildWatcher watcher, TimeProvider time, ILogger logger, Action<Poster> poster)
    {
        (Stage, _time, _kept) = (stage, time, poster);
        _feed = new FragmentFeed(
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

    /// <summary>Fragments that FFmpeg did not take in time.</summary>
    public long Dropped => _feed.Dropped;

    /// <summary>FFmpeg processes that ended or hung.</summary>
    public long Failures => _feed.Failures;

    /// <summary>The newest; null when nothing was shot since the source came.</summary>
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
                var sees = _sawAt > 0 && _time.GetElapsedTime(_sawAt) < PictureHolds;
                var hears = _heardAt > 0 && _time.GetElapsedTime(_heardAt) < SoundHolds;
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

    /// <summary>When the pictures that come back were received.</summary>
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

    /// <summary>A gray picture came back.</summary>
    internal void Saw(ReadOnlySpan<byte> luma)
    {
        var start = Times.Next();
        lock (_gate)
        {
            // What FFmpeg still lets out says nothing of a source that is gone.
            if (!_onAir)
                return;
            _shown = start;
            _sawAt = _time.GetTimestamp();
            _judge.Accept(luma, start - DateTimeOffset.UnixEpoch);
        }
    }

    /// <summary>A poster came back. FFmpeg writes it right after the gray picture of the same keyframe.</summary>
    internal void Shot(byte[] jpeg)
    {
        Poster poster;
        lock (_gate)
        {
            var at = _shown == default ? _time.GetUtcNow() : _shown;
            poster = new Poster(at.ToUnixTimeMilliseconds(), jpeg);
            _poster = _onAir ? poster : null;
        }

        _kept(poster);
    }

    /// <summary>A tenth of a second of sound came back.</summary>
    internal void Heard(ReadOnlySpan<short> samples)
    {
        lock (_gate)
        {
            if (!_onAir)
                return;
            _heardAt = _time.GetTimestamp();
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
        (_sawAt, _heardAt, _shown) = (0, 0, default);
    }
}

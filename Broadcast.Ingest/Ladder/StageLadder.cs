using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Packaging;
using Broadcast.Ingest.Sources.Alarms;

namespace Broadcast.Ingest.Ladder;

/// <summary>
/// A stage's encoder: feeds the stage's fragments to one FFmpeg that makes all renditions, and makes fewer when it does not keep up.
/// A new number of renditions takes effect at a keyframe: the FFmpeg before it is drained, so that no picture is missing.
/// </summary>
internal sealed partial class StageLadder : IFragmentListener, IAsyncDisposable
{
    private const string Alarm = "ladder.stepped_down";

    /// <summary>How long an encoder that begins counts as not behind.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(4);

    private readonly IReadOnlyList<(string Name, LadderRung Rung, EncodedShelf Shelf)> _rungs;
    private readonly FragmentFeed _feed;
    private readonly LadderPressure _pressure;
    private readonly LadderOptions _options;
    private readonly StageAlarms _alarms;
    private readonly LadderMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private MediaRun? _run;
    private string? _previous;
    private TimeSpan _newest;
    private long _runBegan;
    private int _feeding;
    private int _active;
    private long _droppedBefore;

    /// <param name="stage">The stage whose fragments are encoded.</param>
    /// <param name="rungs">What to encode, the most costly first, and the shelf for each.</param>
    /// <param name="options">When to step down and up.</param>
    /// <param name="watcher">Ends the encoder with the host.</param>
    /// <param name="alarms">Has an alarm up while the ladder has stepped down.</param>
    /// <param name="metrics">Counts steps.</param>
    /// <param name="time">For pressure and pauses.</param>
    /// <param name="logger">Logs steps, and encoders that fail.</param>
    public StageLadder(
        StageId stage, IReadOnlyList<(string Name, LadderRung Rung, EncodedShelf Shelf)> rungs, LadderOptions options,
        ChildWatcher watcher, StageAlarms alarms, LadderMetrics metrics, TimeProvider time, ILogger logger)
    {
        (Stage, _rungs, _options, _alarms, _metrics, _time, _logger) = (stage, rungs, options, alarms, metrics, time, logger);
        _active = rungs.Count;
        _pressure = new LadderPressure(options, rungs.Count);
        _feed = FragmentFeed.Start(
            run => LadderChild.Start(watcher, run, [.. Wanted(run, Volatile.Read(ref _feeding)).Select(rung => (rung.Rung, rung.Shelf))], logger),
            new FragmentFeedLimits(), time, logger);
    }

    public StageId Stage { get; }

    /// <summary>How many renditions may be made now.</summary>
    public int Active => Volatile.Read(ref _active);

    public long Dropped => _feed.Dropped;

    /// <summary>Bytes that wait for the encoder.</summary>
    public long WaitingBytes => _feed.WaitingBytes;

    /// <summary>How far the encoder is behind the source; zero while it has nothing to encode and in its first seconds.</summary>
    public TimeSpan Lag
    {
        get
        {
            lock (_gate)
            {
                if (_run is not { Source: { } source } || _time.GetElapsedTime(_runBegan) < StartTime)
                    return TimeSpan.Zero;

                var behind = Wanted(_run, _feeding).Select(rung => rung.Shelf.Run(source).End).DefaultIfEmpty(_newest).Min();
                return behind >= _newest ? TimeSpan.Zero : behind == TimeSpan.MinValue ? StartTime : _newest - behind;
            }
        }
    }

    public void OnFragment(Fragment fragment)
    {
        lock (_gate)
        {
            if (fragment.Independent && (!ReferenceEquals(fragment.Run, _run) || _feeding != _active))
            {
                if (!ReferenceEquals(fragment.Run, _run))
                    Forget();
                else
                    _feed.OnOffAir();
                _run = fragment.Run;
                _runBegan = _time.GetTimestamp();
                Volatile.Write(ref _feeding, _active);
            }

            if (_run is null || !Wanted(_run, _feeding).Any())
                return;
            _newest = fragment.MediaTime ?? _newest;
        }

        _feed.OnFragment(fragment);
    }

    public void OnOffAir()
    {
        lock (_gate)
            Forget();
        _feed.OnOffAir();
    }

    /// <summary>Makes fewer or more renditions, depending on how the encoder keeps up. Called once a second.</summary>
    /// <param name="cpu">How busy the host is, 1 being all of its cores.</param>
    public void CheckLoad(double cpu)
    {
        var dropped = _feed.Dropped;
        var lag = Lag;
        var step = _pressure.Decide(_time.GetUtcNow(), new LadderLoad(lag, dropped - _droppedBefore, Encoding ? cpu : 0));
        _droppedBefore = dropped;
        if (step == 0)
            return;

        Volatile.Write(ref _active, _pressure.Active);
        _metrics.Stepped(Stage, step < 0);
        Stepped(_logger, Stage, _pressure.Active, _rungs.Count, lag.TotalSeconds, cpu);
        if (_pressure.Active < _rungs.Count)
            _alarms.Raise(
                Stage, Alarm, AlarmSeverity.Warning,
                "The host is too busy to encode all renditions. These show the source's own picture: "
                    + $"{string.Join(", ", _rungs.Take(_rungs.Count - _pressure.Active).Select(rung => rung.Name))}.",
                _pressure.Active, _rungs.Count);
        else
            _alarms.Clear(Stage, Alarm);
    }

    public async ValueTask DisposeAsync()
    {
        await _feed.DisposeAsync();
        _alarms.Clear(Stage, Alarm);
    }

    private bool Encoding
    {
        get
        {
            lock (_gate)
                return _run is not null;
        }
    }

    private void Forget()
    {
        // The last pictures of the run that ends are still read: only the run before it is forgotten.
        if (_previous is { } old)
            foreach (var (_, _, shelf) in _rungs)
                shelf.Forget(old);
        _previous = _run?.Source ?? _previous;
        _run = null;
    }

    /// <summary>The renditions to make of a run: the cheapest of that count, without those that are not smaller than the source.</summary>
    private IEnumerable<(string Name, LadderRung Rung, EncodedShelf Shelf)> Wanted(MediaRun run, int count) =>
        _rungs.Skip(_rungs.Count - count).Where(rung => rung.Rung.Height < run.Height);

    [LoggerMessage(Level = LogLevel.Warning, EventName = "LadderStepped", Message = "{Stage}: the ladder makes {Active} of {All} renditions; lag {Lag} s, host {Cpu:P0} busy")]
    private static partial void Stepped(ILogger logger, StageId stage, int active, int all, double lag, double cpu);
}

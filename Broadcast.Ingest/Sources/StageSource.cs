using Broadcast.Chat.Contracts;
using Broadcast.Ingest.Inputs;
using Broadcast.Ingest.Inputs.Order;
using Broadcast.Ingest.Packaging;
using Broadcast.Ingest.Processes;
using Broadcast.Ingest.Sources.Health;

namespace Broadcast.Ingest.Sources;

/// <summary>
/// A stage's source: its inputs in their order, the one that is shown, and what comes of it. Lives as long as the process, so that a
/// subscription never dangles, whoever publishes and however often.
/// </summary>
internal sealed partial class StageSource
{
    private readonly Lock _gate = new();
    private readonly ChildWatcher _watcher;
    private readonly SourceMetrics _metrics;
    private readonly ChannelClock _clock = new();
    private readonly FragmentOutlet _outlet;
    private PublishSession? _session;

    public StageSource(
        StageId id, SourceOptions options, IReadOnlyList<InputOptions> inputs, ChildWatcher watcher, SourceMetrics metrics, TimeProvider time, ILogger<StageSource> logger)
    {
        (Id, Options, _watcher, _metrics, Time, Logger) = (id, options, watcher, metrics, time, logger);
        Order = new InputOrder(inputs, options, time);
        _outlet = new FragmentOutlet(time, logger);
        Record = new SourceRecord(time);
    }

    public StageId Id { get; }

    /// <summary>True while somebody publishes.</summary>
    public bool Taken => Session is not null;

    /// <summary>True while pictures come out.</summary>
    public bool Live => Session?.Run?.OnAir is not null;

    /// <summary>Channel time of the newest received picture; null without one.</summary>
    public DateTimeOffset? Head => Session?.Run?.Head;

    internal SourceOptions Options { get; }

    /// <summary>Read by anyone, changed under the stage's own lock.</summary>
    internal InputOrder Order { get; }

    internal TimeProvider Time { get; }

    internal ILogger<StageSource> Logger { get; }

    /// <summary>What happened over all publishers.</summary>
    internal SourceRecord Record { get; }

    internal PublishSession? Session
    {
        get
        {
            lock (_gate)
                return _session;
        }
    }

    /// <summary>Hears the stage's fragments from now on, after those since the last IDR.</summary>
    public IDisposable Subscribe(IFragmentListener listener) => _outlet.Subscribe(listener);

    public SourceHealth Health() => SourceHealthReport.Of(this);

    /// <summary>Ten times a second: off air without pictures, FFmpeg replaced when it hangs.</summary>
    internal void Tick()
    {
        var run = Session?.Run;
        if (run is { Lost: false } && run.IsSilent(Options.PackagerTimeout))
            run.Abandon("FFmpeg was fed and returned nothing");

        // A run on air goes off air by itself, so that what it returns afterwards is another run's.
        if (run is { OnAir: not null })
            run.InterruptAfter(Options.PictureTimeout);
        else
            _outlet.OffAirAfter(Options.PictureTimeout);
        Record.SeeDrops(Session?.QueueDrops ?? 0);
    }

    internal PackagingRun StartPackaging(double frameRate)
    {
        Record.RunBegan();
        _metrics.RunBegan(Id);
        return PackagingRun.Start(_watcher, _outlet, _clock, frameRate, Time, Logger);
    }

    internal void RunFailed(string fault)
    {
        Record.RunFailed(fault);
        _metrics.RunFailed(Id);
    }
}

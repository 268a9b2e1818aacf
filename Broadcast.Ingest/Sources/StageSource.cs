using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Sources.Health;
using Broadcast.Ingest.Sources.Order;

namespace Broadcast.Ingest.Sources;

/// <summary>
/// A stage's source: its inputs in their order, the one that is shown, and its fragments. Lives as long as the process, so that a
/// subscription outlasts every publisher.
/// </summary>
internal sealed partial class StageSource
{
    private readonly Lock _gate = new();
    private readonly SourceMetrics _metrics;
    private readonly IPackager _packager;
    private SourceSession? _session;

    public StageSource(
        StageId id, SourceOptions options, IReadOnlyList<InputOptions> inputs, IPackager packager, SourceMetrics metrics, TimeProvider time, ILogger<StageSource> logger)
    {
        (Id, Options, _packager, _metrics, Time, Logger) = (id, options, packager, metrics, time, logger);
        Order = new InputOrder(inputs, options, time);
        Record = new SourceRecord(time);
    }

    public StageId Id { get; }

    /// <summary>True while a feed is shown, until its last fragment is out.</summary>
    public bool HasFeed => Session is not null;

    /// <summary>True while FFmpeg returns pictures.</summary>
    public bool Live => Session?.Run?.OnAir is not null;

    /// <summary>Channel time of the newest received picture; null without one.</summary>
    public DateTimeOffset? Head => Session?.Run?.Head;

    internal SourceOptions Options { get; }

    /// <summary>Read by anyone, changed under the stage's own lock.</summary>
    internal InputOrder Order { get; }

    internal TimeProvider Time { get; }

    internal ILogger<StageSource> Logger { get; }

    /// <summary>Counts and last faults over all publishers.</summary>
    internal SourceRecord Record { get; }

    internal SourceSession? Session
    {
        get
        {
            lock (_gate)
                return _session;
        }
    }

    /// <inheritdoc cref="IPackager.Subscribe"/>
    public IDisposable Subscribe(IFragmentListener listener) => _packager.Subscribe(listener);

    public SourceHealth Health() => SourceHealthReport.Of(this);

    /// <summary>Called ten times a second: goes off air without pictures, and kills an FFmpeg that hangs.</summary>
    internal void Tick()
    {
        var run = Session?.Run;
        if (run is { Lost: false } && run.IsSilent(Options.PackagerTimeout))
            run.AbandonHung();

        // A run on air goes off air by itself, so that what it returns afterwards belongs to a new run.
        if (run is { OnAir: not null })
            run.InterruptAfter(Options.PictureTimeout);
        else
            _packager.OffAirAfter(Options.PictureTimeout);
        Record.UpdateDrops(Session?.QueueDrops ?? 0);
    }

    internal IPackagingRun StartPackaging(double frameRate)
    {
        Record.RunBegan();
        _metrics.RunBegan(Id);
        return _packager.Start(frameRate);
    }

    /// <summary>Records that a feed was dropped because what it sent cannot be used.</summary>
    internal void Rejected(string reason)
    {
        Record.Rejected(reason);
        _metrics.Refused(reason);
    }

    internal void RunFailed(string fault)
    {
        Record.RunFailed(fault);
        _metrics.RunFailed(Id);
    }
}

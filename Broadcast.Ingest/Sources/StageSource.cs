using Broadcast.Chat.Contracts;
using Broadcast.Ingest.Packaging;
using Broadcast.Ingest.Processes;
using Broadcast.Ingest.Sources.Health;

namespace Broadcast.Ingest.Sources;

/// <summary>
/// A stage's source: at most one publisher, and what comes of it. Lives as long as the process, so that a subscription never dangles,
/// whoever publishes and however often.
/// </summary>
internal sealed class StageSource
{
    private static readonly TimeSpan TakeoverWindow = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private readonly ChildWatcher _watcher;
    private readonly SourceMetrics _metrics;
    private readonly ChannelClock _clock = new();
    private readonly FragmentOutlet _outlet;
    private readonly Queue<long> _takeovers = new();
    private PublishSession? _session;

    public StageSource(StageId id, SourceOptions options, ChildWatcher watcher, SourceMetrics metrics, TimeProvider time, ILogger<StageSource> logger)
    {
        (Id, Options, _watcher, _metrics, Time, Logger) = (id, options, watcher, metrics, time, logger);
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

    /// <summary>Takes a publisher whose key was found right, or says why not.</summary>
    public PublishAdmission Admit(PublishRequest request, string digest)
    {
        PublishSession? leaving = null;
        PublishSession session;
        lock (_gate)
        {
            if (_session is { Dropped.IsCancellationRequested: false } current)
            {
                var silent = (current.Arrivals.Age ?? Time.GetUtcNow() - current.Since) > Options.StaleAfter;
                if (!silent && !current.Address.Equals(request.Peer.Address))
                    return Refuse("busy");
                if (!MayTakeOver())
                    return Refuse("too-many-takeovers");
                leaving = current;
            }

            session = new PublishSession(this, request, digest, _session?.Ended ?? Task.CompletedTask);
            _session = session;
        }

        // Outside the lock: the connection's own code runs in it.
        leaving?.Drop("taken-over");
        return new PublishAdmission { Session = session };
    }

    /// <summary>Ends the publisher's stay; false when there is none.</summary>
    /// <param name="reason">A stable word.</param>
    public bool DropPublisher(string reason)
    {
        var session = Session;
        session?.Drop(reason);
        return session is not null;
    }

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

    /// <summary>The session's last fragment is out.</summary>
    internal void Left(PublishSession session)
    {
        lock (_gate)
        {
            // Whoever took over begins at once: no need to go off air between them, the tick does if it takes long.
            if (_session != session)
                return;
            _session = null;
        }

        _outlet.OffAir();
    }

    private PublishAdmission Refuse(string reason)
    {
        Record.Refused(reason);
        return new PublishAdmission { Refusal = reason };
    }

    private bool MayTakeOver()
    {
        while (_takeovers.TryPeek(out var oldest) && Time.GetElapsedTime(oldest) > TakeoverWindow)
            _takeovers.Dequeue();
        if (_takeovers.Count >= Options.TakeoversPerMinute)
            return false;

        _takeovers.Enqueue(Time.GetTimestamp());
        return true;
    }
}

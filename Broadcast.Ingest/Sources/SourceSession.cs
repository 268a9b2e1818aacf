using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Avc;
using Broadcast.Ingest.Media.Flv;
using Broadcast.Ingest.Sources.Flow;
using Broadcast.Ingest.Sources.Health;
using Broadcast.Ingest.Sources.Order;

namespace Broadcast.Ingest.Sources;

/// <summary>
/// Packages one feed while it is shown. The feed writes into the session's queue; the session's own loop reads from it, decides by
/// <see cref="SourceFlow"/> and feeds FFmpeg. Owned by its <see cref="StageSource"/>, ended by <see cref="Release"/> or
/// <see cref="Cut"/>.
/// </summary>
internal sealed partial class SourceSession : IAsyncDisposable
{
    /// <summary>Allowed for what is queued to go out after <see cref="Release"/>.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _dropped = new();
    private readonly CancellationToken _cut;
    private readonly StageSource _stage;
    private readonly InputFeed _feed;
    private readonly SourceQueue _queue;
    private readonly SourceFlow _flow;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LoopGuard _guard;
    private readonly RunFaults _faults;
    private Task _loop = Task.CompletedTask;
    private volatile IPackagingRun? _run;
    private volatile AvcFormat? _format;
    private volatile int _soundChannels;

    private SourceSession(StageSource stage, InputFeed feed)
    {
        (_stage, _feed, _time, _logger) = (stage, feed, stage.Time, stage.Logger);
        _queue = new SourceQueue(stage.Options);
        _flow = new SourceFlow(stage.Options);
        _cut = _dropped.Token;
        _guard = new LoopGuard(_logger, _time);
        _faults = new RunFaults(_time);
    }

    /// <summary>Starts a session, whose loop runs until the session is ended.</summary>
    /// <param name="stage">The stage that owns the session.</param>
    /// <param name="feed">The feed that is shown.</param>
    /// <param name="previous">Completes when the session before this one has ended; this one packages nothing until then.</param>
    public static SourceSession Start(StageSource stage, InputFeed feed, Task previous)
    {
        var session = new SourceSession(stage, feed);
        session._loop = Task.Run(() => session.RunAsync(previous));
        return session;
    }

    public StageId Stage => _stage.Id;

    public InputFeed Feed => _feed;

    /// <summary>The peer's address; empty for a fetched input.</summary>
    public string Address => _feed.Origin.Address?.ToString() ?? "";

    public string Client => _feed.Origin.Client;

    public DateTimeOffset Since => _feed.Since;

    public ArrivalMeter Arrivals => _feed.Arrivals;

    public GopMeter Gops { get; } = new();

    public SkewMeter Skews { get; } = new();

    public IPackagingRun? Run => _run;

    public long QueueDrops => _queue.Dropped;

    public int QueueLength => _queue.Count;

    public long QueueBytes => _queue.Bytes;

    public long Discarded => _flow.Discarded;

    public double SilenceFilled => _flow.SilenceFilled;

    public bool Filling => _flow.Filling;

    /// <summary>The picture's form in the present run; null without a run.</summary>
    public AvcFormat? Format => _run is null ? null : _format;

    /// <summary>Channels of the sound that the source sends in the present run: 2 is stereo; 0 without sound, null without a run.</summary>
    public int? SoundChannels => _run is null ? null : _soundChannels;

    /// <summary>Completes when FFmpeg is gone and the last fragment is out. Never faults.</summary>
    public Task Ended => _loop;

    /// <summary>Queues a message and its parsed body; does nothing once the session is cut. Never blocks.</summary>
    public void Write(in MediaMessage message, in FlvUnit unit)
    {
        if (_cut.IsCancellationRequested)
            return;

        var received = _time.GetUtcNow();
        if (message.Kind is MediaKind.Video or MediaKind.Audio)
            Skews.Message(message.Kind == MediaKind.Video, message.Timestamp, received);
        _queue.Add(new StampedMessage(message, unit, received));
    }

    /// <summary>Ends the session once its queue has gone out, at most <see cref="DrainTime"/> later. <see cref="Ended"/> follows.</summary>
    public void Release()
    {
        _queue.Complete();
        if (!_cut.IsCancellationRequested)
            _dropped.CancelAfter(DrainTime);
    }

    /// <summary>Ends the session at once. <see cref="Ended"/> follows.</summary>
    public void Cut()
    {
        _queue.Complete();
        _dropped.Cancel();
    }

    /// <summary>Ends as <see cref="Release"/> does, and waits.</summary>
    public async ValueTask DisposeAsync()
    {
        Release();
        // _dropped is left to the garbage collector: a late caller may still cut the session.
        await _loop;
    }

    private async Task RunAsync(Task previous)
    {
        await previous;
        var steps = new List<FeedStep>();
        try
        {
            while (await _queue.WaitAsync(_cut))
            {
                while (!_cut.IsCancellationRequested && _queue.TryRead(out var message))
                {
                    if (_run is { Lost: true })
                        await LoseRunAsync();

                    _flow.Accept(message, _time.GetUtcNow(), steps);
                    foreach (var step in steps)
                        await ExecuteAsync(step);
                    steps.Clear();
                }
            }
        }
        catch (OperationCanceledException) when (_cut.IsCancellationRequested)
        {
            // The session was cut, or did not drain in time.
        }
        catch (Exception exception)
        {
            SessionFailed(_logger, exception, Stage);
            _stage.Record.RunFailed(exception.Message);
            _feed.Drop("internal-error");
        }

        // The next session waits for this one: a failure here must not block the stage.
        await _guard.TryAsync($"Ending the run of stage {Stage}", async () => await EndRunAsync(), CancellationToken.None);
        _guard.Try($"Leaving stage {Stage}", () => _stage.Left(this));
    }

    private async ValueTask ExecuteAsync(FeedStep step)
    {
        try
        {
            switch (step.Kind)
            {
                case FeedStepKind.Begin:
                    await BeginRunAsync(step.Format!);
                    break;
                case FeedStepKind.Write when _run is { } run && step.Picture is { } received:
                    Gops.Picture(TimeSpan.FromMilliseconds(step.Tag.Timestamp), step.Independent);
                    await run.WritePictureAsync(step.Tag, received, step.Independent, _cut);
                    break;
                case FeedStepKind.Write when _run is { } run:
                    await run.WriteAsync(step.Tag, _cut);
                    break;
                case FeedStepKind.End:
                    if (step.Reason == SourceFlow.Leap)
                        _stage.Record.TimestampsJumped();
                    RunEnds(_logger, Stage, step.Reason);
                    await EndRunAsync();
                    break;
                case FeedStepKind.Refuse:
                    Reject(step.Reason);
                    break;
                case FeedStepKind.Write:
                    // This tag belonged to a run that is lost.
                    break;
                default:
                    throw new InvalidOperationException($"Unknown step {step.Kind}.");
            }
        }
        catch (Exception exception) when (exception is IOException or ProgramMissingException or System.ComponentModel.Win32Exception)
        {
            // FFmpeg is gone or cannot be started: the next keyframe tries again, after a pause that grows.
            _run?.Abandon(exception.Message);
            await LoseRunAsync(exception.Message);
        }
    }

    private async ValueTask BeginRunAsync(RunFormat format)
    {
        Gops.Begin();
        _format = AvcFormat.Parse(format.Avc.Span);
        _soundChannels = format.SourceHasAudio ? format.Audio.Channels : 0;
        var run = _stage.StartPackaging(format.FrameRate);
        _run = run;
        RunBegins(_logger, Stage, run.ProcessId, format.SourceHasAudio);
        await run.OpenAsync(_cut);
    }

    private async ValueTask LoseRunAsync(string fault = "FFmpeg ended")
    {
        var run = _run;
        _stage.RunFailed(run?.Fault ?? fault);
        _flow.RunLost(_time.GetUtcNow());
        await EndRunAsync();
        if (run is not { BlamesSource: false } && _faults.AreTooMany())
            Reject(DropReasons.PackagingFailed);
    }

    /// <summary>Drops the feed, because what it sends cannot be used.</summary>
    private void Reject(string reason)
    {
        _stage.Rejected(reason);
        _feed.Drop(reason);
    }

    private async ValueTask EndRunAsync()
    {
        var run = _run;
        _run = null;
        if (run is null)
            return;

        await run.StopAsync(_cut.IsCancellationRequested || run.Lost ? TimeSpan.Zero : StopGrace);
        await run.DisposeAsync();
    }

    [LoggerMessage(EventName = nameof(RunBegins), Level = LogLevel.Information, Message = "Stage {Stage}: a run begins in FFmpeg process {ProcessId}, source has audio: {Audio}")]
    private static partial void RunBegins(ILogger logger, StageId stage, int processId, bool audio);

    [LoggerMessage(EventName = nameof(RunEnds), Level = LogLevel.Information, Message = "Stage {Stage}: the run ends ({Reason})")]
    private static partial void RunEnds(ILogger logger, StageId stage, string reason);

    [LoggerMessage(EventName = nameof(SessionFailed), Level = LogLevel.Error,
        Message = "Stage {Stage}: the source could not be processed, its publisher is dropped")]
    private static partial void SessionFailed(ILogger logger, Exception exception, StageId stage);
}

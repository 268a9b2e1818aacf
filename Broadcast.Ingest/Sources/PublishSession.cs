using System.Net;
using Broadcast.Chat.Contracts;
using Broadcast.Ingest.Packaging;
using Broadcast.Ingest.Sources.Flow;
using Broadcast.Ingest.Sources.Health;

namespace Broadcast.Ingest.Sources;

/// <summary>
/// One publisher's stay on a stage. The connection writes into its queue; its own loop takes from there, decides by <see cref="SourceFlow"/>
/// and feeds FFmpeg. Owned by its <see cref="StageSource"/>, ended by the connection that disposes it or by <see cref="Drop"/>.
/// </summary>
internal sealed partial class PublishSession : IPublishSession
{
    /// <summary>For the last fragments after the publisher left.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _dropped = new();
    private readonly StageSource _stage;
    private readonly SourceQueue _queue;
    private readonly SourceFlow _flow;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Task _loop;
    private volatile PackagingRun? _run;
    private int _disposed;

    /// <param name="stage">Whose source it is.</param>
    /// <param name="request">Who comes.</param>
    /// <param name="digest">Of the key it came with.</param>
    /// <param name="previous">Ends when the publisher before it has let go of the stage.</param>
    public PublishSession(StageSource stage, PublishRequest request, string digest, Task previous)
    {
        (_stage, _time, _logger) = (stage, stage.Time, stage.Logger);
        (Digest, Address, Client) = (digest, request.Peer.Address, request.Client);
        _queue = new SourceQueue(stage.Options);
        _flow = new SourceFlow(stage.Options);
        Arrivals = new ArrivalMeter(_time);
        Since = _time.GetUtcNow();
        Dropped = _dropped.Token;
        _loop = Task.Run(() => RunAsync(previous));
    }

    public StageId StageId => _stage.Id;

    public string Stage => _stage.Id.Value;

    public CancellationToken Dropped { get; }

    public string Digest { get; }

    public IPAddress Address { get; }

    public string Client { get; }

    public DateTimeOffset Since { get; }

    public ArrivalMeter Arrivals { get; }

    public GopMeter Gops { get; } = new();

    public PackagingRun? Run => _run;

    public long QueueDrops => _queue.Dropped;

    public int QueueLength => _queue.Count;

    public long Discarded => _flow.Discarded;

    public double SilenceFilled => _flow.SilenceFilled;

    public bool Filling => _flow.Filling;

    /// <summary>Completes when FFmpeg is gone and the last fragment is out. Never faults.</summary>
    public Task Ended => _loop;

    public void Write(in MediaMessage message)
    {
        if (Dropped.IsCancellationRequested)
            return;

        Arrivals.Count(message.Payload.Length, message.Kind == MediaKind.Video && FlvUnit.Parse(message).Kind == FlvUnitKind.VideoFrame);
        _queue.Add(new StampedMessage(message, _time.GetUtcNow()));
    }

    /// <summary>The publisher must go; the reason is a stable word.</summary>
    public void Drop(string reason)
    {
        if (Dropped.IsCancellationRequested)
            return;

        PublisherDropped(_logger, Stage, reason);
        _queue.Complete();
        _dropped.Cancel();
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 1)
            return;

        _queue.Complete();
        if (!Dropped.IsCancellationRequested)
            _dropped.CancelAfter(DrainTime);
        // The cancellation source is left to the collector: whoever drops a publisher may be a moment late.
        await _loop;
    }

    private async Task RunAsync(Task previous)
    {
        await previous;
        var steps = new List<FeedStep>();
        try
        {
            while (await _queue.WaitAsync(Dropped))
            {
                while (!Dropped.IsCancellationRequested && _queue.TryTake(out var message))
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
        catch (OperationCanceledException) when (Dropped.IsCancellationRequested)
        {
            // Dropped, or not drained in time.
        }
        catch (Exception exception)
        {
            SessionFailed(_logger, exception, Stage);
            _stage.Record.RunFailed(exception.Message);
            Drop("internal-error");
        }

        await EndRunAsync();
        _stage.Left(this);
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
                    Gops.Picture(received, step.Independent);
                    await run.WritePictureAsync(step.Tag, received, step.Independent, Dropped);
                    break;
                case FeedStepKind.Write when _run is { } run:
                    await run.WriteAsync(step.Tag, Dropped);
                    break;
                case FeedStepKind.End:
                    RunEnds(_logger, Stage, step.Reason);
                    await EndRunAsync();
                    break;
                case FeedStepKind.Refuse:
                    _stage.Record.Refused(step.Reason);
                    Drop(step.Reason);
                    break;
                case FeedStepKind.Write:
                    // The rest of what was meant for a run that is lost.
                    break;
                default:
                    throw new InvalidOperationException($"Unknown step {step.Kind}.");
            }
        }
        catch (Exception exception) when (exception is IOException or Processes.ProgramMissingException or System.ComponentModel.Win32Exception)
        {
            // FFmpeg is gone or cannot be started: the next keyframe tries again, after a pause that grows.
            _run?.Abandon(exception.Message);
            await LoseRunAsync(exception.Message);
        }
    }

    private async ValueTask BeginRunAsync(RunFormat format)
    {
        Gops.Begin();
        var run = _stage.StartPackaging(format.FrameRate);
        _run = run;
        RunBegins(_logger, Stage, run.ProcessId, format.SourceHasAudio);
        await run.OpenAsync(Dropped);
    }

    private async ValueTask LoseRunAsync(string fault = "FFmpeg ended")
    {
        _stage.RunFailed(_run?.Fault ?? fault);
        _flow.RunLost(_time.GetUtcNow());
        await EndRunAsync();
    }

    private async ValueTask EndRunAsync()
    {
        var run = _run;
        _run = null;
        if (run is null)
            return;

        await run.StopAsync(Dropped.IsCancellationRequested || run.Lost ? TimeSpan.Zero : StopGrace);
        await run.DisposeAsync();
    }

    [LoggerMessage(EventName = nameof(RunBegins), Level = LogLevel.Information, Message = "Stage {Stage}: a run begins in FFmpeg process {ProcessId}, audio of its own: {Audio}")]
    private static partial void RunBegins(ILogger logger, string stage, int processId, bool audio);

    [LoggerMessage(EventName = nameof(RunEnds), Level = LogLevel.Information, Message = "Stage {Stage}: the run ends ({Reason})")]
    private static partial void RunEnds(ILogger logger, string stage, string reason);

    [LoggerMessage(EventName = nameof(PublisherDropped), Level = LogLevel.Information, Message = "Stage {Stage}: the publisher must go ({Reason})")]
    private static partial void PublisherDropped(ILogger logger, string stage, string reason);

    [LoggerMessage(EventName = nameof(SessionFailed), Level = LogLevel.Error, Message = "Stage {Stage}: taking in the source failed")]
    private static partial void SessionFailed(ILogger logger, Exception exception, string stage);
}

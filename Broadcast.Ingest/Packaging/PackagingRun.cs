using System.Buffers;
using System.IO.Pipelines;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Flv;
using Broadcast.Ingest.Media.Fmp4;
using Broadcast.Ingest.Sources;

namespace Broadcast.Ingest.Packaging;

/// <summary>
/// One FFmpeg process and the run that it packages. The session's loop writes tags into the process, a loop of this class reads fragments
/// out of it, and the stage's timer checks that it still answers.
/// </summary>
internal sealed partial class PackagingRun : IPackagingRun
{
    private const string Program = "ffmpeg";

    /// <summary>FFmpeg holds a picture or two back until the next one comes: up to this many unanswered pictures are no silence.</summary>
    private const int MaxHeldBack = 10;

    /// <summary>Exit code of a process that SIGKILL ended: 128 and the signal's number (signal(7)).</summary>
    private const int KilledCode = 137;

    private readonly ChildProcess _process;
    private readonly FragmentAssembler _assembler;
    private readonly FrameLedger _ledger;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly LoopGuard _guard;

    /// <summary>When the first picture since FFmpeg's last answer was written; 0 when none waits for an answer.</summary>
    private long _unanswered;
    private int _pictures;
    private volatile bool _writing;
    private long _newest;
    private volatile string? _fault;
    private volatile bool _worked;
    private volatile bool _hung;
    private volatile bool _unreadable;
    private volatile bool _killedByOthers;

    /// <summary>True after a fault in what follows FFmpeg.</summary>
    private volatile bool _ours;
    private volatile bool _stopping;

    private PackagingRun(ChildProcess process, FragmentAssembler assembler, FrameLedger ledger, TimeProvider time, ILogger logger) =>
        (_process, _assembler, _ledger, _time, _logger, _guard) = (process, assembler, ledger, time, logger, new LoopGuard(logger, time));

    public int ProcessId => _process.Id;

    /// <summary>Completes when the last fragment is published and the process is gone. Never faults.</summary>
    public Task Finished { get; private set; } = Task.CompletedTask;

    public string? Fault => _fault;

    public bool Lost => _fault is not null || Finished.IsCompleted;

    public MediaRun? OnAir => _assembler.Run;

    public DateTimeOffset? Head => _assembler.TimeOf((uint)Volatile.Read(ref _newest));

    /// <exception cref="ProgramMissingException">FFmpeg is not installed.</exception>
    public static PackagingRun Start(ChildWatcher watcher, FragmentOutlet outlet, ChannelClock clock, double frameRate, TimeProvider time, ILogger logger)
    {
        var process = ChildProcess.Start(
            new ChildCommand { FileName = Program, Arguments = PackagingArguments.Build(), Input = true, Output = true, OnLine = line => FFmpegSaid(logger, line) },
            watcher);
        var ledger = new FrameLedger();
        // UUID version 7: unique for ever, and sorted by when the runs began.
        var assembler = new FragmentAssembler(outlet, clock, ledger, () => Guid.CreateVersion7(time.GetUtcNow()).ToString("N")) { FrameRate = frameRate };
        var run = new PackagingRun(process, assembler, ledger, time, logger);
        run.Finished = run.ReadAsync();
        return run;
    }

    public async ValueTask OpenAsync(CancellationToken cancellation) => await _process.Input.WriteAsync(FlvWriter.Header, cancellation);

    public async ValueTask WritePictureAsync(FlvTag tag, DateTimeOffset received, bool independent, CancellationToken cancellation)
    {
        _ledger.Enter(tag.Timestamp, received, independent);
        Volatile.Write(ref _newest, tag.Timestamp);
        Interlocked.CompareExchange(ref _unanswered, _time.GetTimestamp(), 0);
        Interlocked.Increment(ref _pictures);
        await WriteAsync(tag, cancellation);
    }

    public async ValueTask WriteAsync(FlvTag tag, CancellationToken cancellation)
    {
        var size = FlvWriter.Size(tag);
        var buffer = ArrayPool<byte>.Shared.Rent(size);
        try
        {
            FlvWriter.Write(tag, buffer);
            _writing = true;
            await _process.Input.WriteAsync(buffer.AsMemory(0, size), cancellation);
        }
        finally
        {
            _writing = false;
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void InterruptAfter(TimeSpan limit) => _assembler.InterruptAfter(limit);

    public bool IsSilent(TimeSpan limit) =>
        Volatile.Read(ref _unanswered) is > 0 and var since && _time.GetElapsedTime(since) > limit
        && (_writing || Volatile.Read(ref _pictures) > MaxHeldBack);

    public bool BlamesSource => !_killedByOthers && !_ours && !(_hung && _worked);

    public void AbandonHung()
    {
        _hung = true;
        Abandon("FFmpeg was fed and returned nothing");
    }

    public void Abandon(string reason)
    {
        _fault ??= reason;
        _process.Kill();
    }

    public async Task StopAsync(TimeSpan grace)
    {
        _stopping = true;
        await _process.StopAsync(grace);
        await Finished;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        await _process.DisposeAsync();
    }

    private async Task ReadAsync()
    {
        var pipe = PipeReader.Create(_process.Output, new StreamPipeReaderOptions(bufferSize: 65536, leaveOpen: true));
        try
        {
            var reader = new Fmp4Reader(pipe);
            var bytes = await reader.ReadInitAsync(CancellationToken.None);
            var init = Fmp4Init.Parse(bytes);
            _assembler.Open(bytes, init);
            while (await reader.ReadFragmentAsync(CancellationToken.None) is { } fragment)
            {
                _worked = true;
                Interlocked.Exchange(ref _unanswered, 0);
                Interlocked.Exchange(ref _pictures, 0);
                _assembler.Add(fragment, Fmp4Moof.Parse(fragment, init));
            }
        }
        catch (Exception exception)
        {
            // After a stop, output that is cut off is expected; otherwise it is a fault: of FFmpeg's, or of ours in what follows.
            if (!_stopping)
                _fault ??= exception.Message;
            _unreadable = true;
            _ours = exception is not (Fmp4Exception or IOException);
            _process.Kill();
        }
        finally
        {
            await pipe.CompleteAsync();
        }

        var code = await _process.Exited;
        _killedByOthers = code == KilledCode && !_hung && !_unreadable;
        if (!_stopping)
            _fault ??= $"FFmpeg ended with code {code}";
        _guard.Try($"Ending the run of FFmpeg process {_process.Id}", () =>
        {
            if (_fault is not null)
                Failed(_logger, _process.Id, _fault, string.Join(" | ", _process.LastLines));
        });
        _guard.Try($"Publishing the last fragment of FFmpeg process {_process.Id}", _assembler.Close);
    }

    [LoggerMessage(EventName = nameof(FFmpegSaid), Level = LogLevel.Debug, Message = "FFmpeg: {Line}")]
    private static partial void FFmpegSaid(ILogger logger, string line);

    [LoggerMessage(
        EventName = nameof(Failed), Level = LogLevel.Warning,
        Message = "FFmpeg process {ProcessId} failed: {Fault}. Its last output: {Lines}")]
    private static partial void Failed(ILogger logger, int processId, string fault, string lines);
}

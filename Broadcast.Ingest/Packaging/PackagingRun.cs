using System.Buffers;
using System.IO.Pipelines;
using Broadcast.Ingest.Packaging.Flv;
using Broadcast.Ingest.Packaging.Fmp4;
using Broadcast.Ingest.Processes;

namespace Broadcast.Ingest.Packaging;

/// <summary>
/// One FFmpeg process and what it makes of one run: the session's loop writes tags into it, a loop of its own reads fragments out of it,
/// the stage's timer looks whether it still answers. Whoever started it stops it.
/// </summary>
internal sealed partial class PackagingRun : IAsyncDisposable
{
    private const string Program = "ffmpeg";

    /// <summary>FFmpeg keeps a picture or two until it sees the next one; that is no silence.</summary>
    private const int Kept = 10;
    private readonly ChildProcess _process;
    private readonly FragmentAssembler _assembler;
    private readonly FrameLedger _ledger;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>When the first picture was written that nothing has come back for since; 0 is none.</summary>
    private long _unanswered;
    private int _pictures;
    private volatile bool _writing;
    private long _newest;
    private volatile string? _fault;
    private volatile bool _stopping;

    private PackagingRun(ChildProcess process, FragmentAssembler assembler, FrameLedger ledger, TimeProvider time, ILogger logger)
    {
        (_process, _assembler, _ledger, _time, _logger) = (process, assembler, ledger, time, logger);
        Finished = ReadAsync();
    }

    public int ProcessId => _process.Id;

    /// <summary>Completes when the last fragment is out and the process is gone. Never faults.</summary>
    public Task Finished { get; }

    /// <summary>Why it ended without being told to; null while all is well.</summary>
    public string? Fault => _fault;

    /// <summary>True when nothing more will come: write no more.</summary>
    public bool Lost => _fault is not null || Finished.IsCompleted;

    /// <summary>The run on air; null before its first fragment and while pictures are missing.</summary>
    public MediaRun? OnAir => _assembler.Run;

    /// <summary>Channel time of the newest picture that was written; null before the first fragment.</summary>
    public DateTimeOffset? Head => _assembler.TimeOf((uint)Volatile.Read(ref _newest));

    /// <exception cref="ProgramMissingException">FFmpeg is not installed.</exception>
    public static PackagingRun Start(ChildWatcher watcher, FragmentOutlet outlet, ChannelClock clock, double frameRate, TimeProvider time, ILogger logger)
    {
        var process = ChildProcess.Start(
            new ChildCommand { FileName = Program, Arguments = PackagingArguments.Build(), Input = true, Output = true, OnLine = line => FFmpegSaid(logger, line) },
            watcher);
        var ledger = new FrameLedger();
        // Version 7: unique for ever, and in the order of their beginning.
        var assembler = new FragmentAssembler(outlet, clock, ledger, () => Guid.CreateVersion7(time.GetUtcNow()).ToString("N")) { FrameRate = frameRate };
        return new PackagingRun(process, assembler, ledger, time, logger);
    }

    public async ValueTask OpenAsync(CancellationToken cancellation) => await _process.Input.WriteAsync(FlvWriter.Header, cancellation);

    /// <summary>A picture, received at <paramref name="received"/>.</summary>
    /// <exception cref="IOException">The process is gone.</exception>
    public async ValueTask WritePictureAsync(FlvTag tag, DateTimeOffset received, bool independent, CancellationToken cancellation)
    {
        _ledger.Enter(tag.Timestamp, received, independent);
        Volatile.Write(ref _newest, tag.Timestamp);
        Interlocked.CompareExchange(ref _unanswered, _time.GetTimestamp(), 0);
        Interlocked.Increment(ref _pictures);
        await WriteAsync(tag, cancellation);
    }

    /// <summary>Anything else.</summary>
    /// <exception cref="IOException">The process is gone.</exception>
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

    /// <summary>Off air, if no picture has come out for <paramref name="limit"/>.</summary>
    public void InterruptAfter(TimeSpan limit) => _assembler.InterruptAfter(limit);

    /// <summary>True when it is fed and has returned nothing for <paramref name="limit"/>. A source that pauses is no fault of FFmpeg's.</summary>
    public bool IsSilent(TimeSpan limit) =>
        Volatile.Read(ref _unanswered) is > 0 and var since && _time.GetElapsedTime(since) > limit && (_writing || Volatile.Read(ref _pictures) > Kept);

    /// <summary>Gives it up: it is killed, and <see cref="Finished"/> follows.</summary>
    public void Abandon(string reason)
    {
        _fault ??= reason;
        _process.Kill();
    }

    /// <summary>Ends its input, waits for the last fragments, then kills.</summary>
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
                Interlocked.Exchange(ref _unanswered, 0);
                Interlocked.Exchange(ref _pictures, 0);
                _assembler.Add(fragment, Fmp4Moof.Parse(fragment, init));
            }
        }
        catch (Exception exception) when (exception is Fmp4Exception or IOException)
        {
            // What came before a stop is whole or nothing; only an end of its own is a fault.
            if (!_stopping)
                _fault ??= exception.Message;
            _process.Kill();
        }
        finally
        {
            await pipe.CompleteAsync();
        }

        var code = await _process.Exited;
        if (!_stopping)
            _fault ??= $"FFmpeg ended with code {code}";
        if (_fault is not null)
            Failed(_logger, _process.Id, _fault, string.Join(" | ", _process.LastLines));
        _assembler.Close();
    }

    [LoggerMessage(EventName = nameof(FFmpegSaid), Level = LogLevel.Debug, Message = "FFmpeg: {Line}")]
    private static partial void FFmpegSaid(ILogger logger, string line);

    [LoggerMessage(EventName = nameof(Failed), Level = LogLevel.Warning, Message = "FFmpeg process {ProcessId} failed: {Fault}. It last said: {Lines}")]
    private static partial void Failed(ILogger logger, int processId, string fault, string lines);
}

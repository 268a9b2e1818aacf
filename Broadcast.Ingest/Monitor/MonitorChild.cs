using System.Runtime.InteropServices;
using Broadcast.Ingest.Packaging;
using Broadcast.Ingest.Processes;

namespace Broadcast.Ingest.Monitor;

/// <summary>
/// One FFmpeg that looks at one run: three sockets, a loop each, and what comes out of them goes to the <see cref="StageMonitor"/>. The
/// feed owns it.
/// </summary>
internal sealed partial class MonitorChild : IFedChild
{
    private static readonly TimeSpan FinishTime = TimeSpan.FromSeconds(1);
    private readonly ChildProcess _process;
    private readonly KeyframeTimes _times;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _gone = new();
    private readonly Task _reading;

    /// <exception cref="ProgramMissingException">FFmpeg is not installed.</exception>
    /// <exception cref="IOException">The temporary folder cannot be written to.</exception>
    public MonitorChild(MediaRun run, StageMonitor monitor, MonitorOptions options, ChildWatcher watcher, ILogger logger)
    {
        (_times, _logger) = (monitor.Times, logger);
        OutputSocket? gray = null, posters = null, sound = null;
        try
        {
            gray = OutputSocket.Listen();
            posters = OutputSocket.Listen();
            sound = run.Codecs.Contains("mp4a", StringComparison.Ordinal) ? OutputSocket.Listen() : null;
            _process = ChildProcess.Start(
                new ChildCommand
                {
                    // Whoever watches gives way to whoever plays.
                    FileName = "nice",
                    Arguments = ["-n", "10", "ffmpeg", .. MonitorArguments.Build(gray.Url, posters.Url, sound?.Url, options.PosterEvery)],
                    Input = true,
                },
                watcher);
        }
        catch
        {
            gray?.Dispose();
            posters?.Dispose();
            sound?.Dispose();
            throw;
        }

        // Each reader lets its socket go.
        var jpegs = new JpegSplitter();
        _reading = Task.WhenAll(
            ReadAsync(gray, MonitorArguments.GrayWidth * MonitorArguments.GrayHeight, whole: true, bytes => monitor.Saw(bytes.Span)),
            ReadAsync(posters, 64 * 1024, whole: false, bytes =>
            {
                foreach (var picture in jpegs.Accept(bytes.Span))
                    monitor.Shot(picture);
            }),
            sound is null
                ? Task.CompletedTask
                : ReadAsync(sound, MonitorArguments.Block * sizeof(short), whole: true, bytes => monitor.Heard(MemoryMarshal.Cast<byte, short>(bytes.Span))));
        Ended = EndAsync();
    }

    public int ProcessId => _process.Id;

    public Stream Input => _process.Input;

    public Task Ended { get; }

    /// <summary>The picture comes back later: of B-frames the decoder holds back some.</summary>
    public void Takes(Fragment fragment)
    {
        if (fragment.Independent)
            _times.Written(fragment.Start);
    }

    public async Task FinishAsync()
    {
        await _process.StopAsync(FinishTime);
        await Ended;
    }

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        try
        {
            await _process.DisposeAsync();
            await Ended;
        }
        finally
        {
            // The readers end with the process, or by this: none is left behind with its socket.
            await _gone.CancelAsync();
            await _reading;
            _gone.Dispose();
        }
    }

    private async Task EndAsync()
    {
        await _process.Exited;
        // What it wrote before it ended is read to its end; what it never opened is not waited for.
        _gone.CancelAfter(TimeSpan.FromSeconds(1));
        await _reading;
    }

    private async Task ReadAsync(OutputSocket socket, int size, bool whole, Action<ReadOnlyMemory<byte>> take)
    {
        var buffer = new byte[size];
        try
        {
            await using var stream = await socket.AcceptAsync(_gone.Token);
            while (true)
            {
                var read = whole
                    ? await stream.ReadAtLeastAsync(buffer, size, throwOnEndOfStream: false, _gone.Token)
                    : await stream.ReadAsync(buffer, _gone.Token);
                if (read == 0 || (whole && read < size))
                    return;
                take(buffer.AsMemory(0, read));
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The process is gone, and never opened it.
        }
        catch (Exception exception)
        {
            // One output alone is no watch: the feed begins another.
            OutputFailed(_logger, exception.Message, string.Join(" | ", _process.LastLines));
            _process.Kill();
        }
    }

    [LoggerMessage(EventName = nameof(OutputFailed), Level = LogLevel.Warning, Message = "What a watching FFmpeg returns cannot be read: {Reason}. It last said: {Lines}")]
    private static partial void OutputFailed(ILogger logger, string reason, string lines);
}

using System.Runtime.InteropServices;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Packaging;

namespace Broadcast.Ingest.Monitor;

/// <summary>
/// One FFmpeg process that watches one run. It writes to up to three sockets; one loop each reads them and passes the data to the
/// <see cref="StageMonitor"/>. The feed owns it.
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
                    // Watching has a lower priority than playing.
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

        // Each reader disposes its socket.
        var jpegs = new JpegSplitter();
        _reading = Task.WhenAll(
            ReadAsync(
                gray,
                MonitorArguments.GrayWidth * MonitorArguments.GrayHeight,
                whole: true,
                bytes => monitor.AcceptPicture(bytes.Span)),
            ReadAsync(posters, 64 * 1024, whole: false, bytes =>
            {
                foreach (var picture in jpegs.Accept(bytes.Span))
                    monitor.AcceptPoster(picture);
            }),
            sound is null
                ? Task.CompletedTask
                : ReadAsync(
                    sound,
                    MonitorArguments.Block * sizeof(short),
                    whole: true,
                    bytes => monitor.AcceptSound(MemoryMarshal.Cast<byte, short>(bytes.Span))));
        Ended = EndAsync();
    }

    public int ProcessId => _process.Id;

    public Stream Input => _process.Input;

    public Task Ended { get; }

    /// <summary>Records a keyframe's channel time. Its picture comes back later, because the decoder may hold back some.</summary>
    public void BeforeWrite(Fragment fragment)
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
            // The readers end with the process or by this cancellation, so that none keeps its socket.
            await _gone.CancelAsync();
            await _reading;
            _gone.Dispose();
        }
    }

    private async Task EndAsync()
    {
        await _process.Exited;
        // What FFmpeg wrote before it ended is still read, for a second; an output that it never opened is given up then.
        _gone.CancelAfter(TimeSpan.FromSeconds(1));
        await _reading;
    }

    private async Task ReadAsync(OutputSocket socket, int size, bool whole, Action<ReadOnlyMemory<byte>> accept)
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
                accept(buffer.AsMemory(0, read));
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The process is gone; it may never have opened the socket.
        }
        catch (Exception exception)
        {
            // All outputs are needed: the feed starts another process.
            OutputFailed(_logger, exception.Message, string.Join(" | ", _process.LastLines));
            _process.Kill();
        }
    }

    [LoggerMessage(EventName = nameof(OutputFailed), Level = LogLevel.Warning, Message = "The output of a watching FFmpeg cannot be read, it is replaced: {Reason}. Its last lines: {Lines}")]
    private static partial void OutputFailed(ILogger logger, string reason, string lines);
}

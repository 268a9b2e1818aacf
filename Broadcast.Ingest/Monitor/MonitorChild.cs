using System.Runtime.InteropServices;
using Broadcast.Ingest.Packaging;
using Broadcast.Ingest.Processes;

namespace Broadcast.Ingest.Monitor;

/// <summary>
/// One FFmpeg that looks at one run: three sockets, a loop each, and what comes out of them goes to the <see cref="StageMonitor"/>. The
/// feed owns it.
/// </summary>
internal sealed class MonitorChild : IFedChild
{
    private static readonly TimeSpan FinishTime = TimeSpan.FromSeconds(1);
    private readonly OutputSocket _gray;
    private readonly OutputSocket _posters;
    private readonly OutputSocket? _sound;
    private readonly ChildProcess _process;
    private readonly CancellationTokenSource _gone = new();
    private readonly Task _reading;

    public MonitorChild(MediaRun run, StageMonitor monitor, MonitorOptions options, ChildWatcher watcher)
    {
        _gray = OutputSocket.Listen();
        _posters = OutputSocket.Listen();
        _sound = run.Codecs.Contains("mp4a", StringComparison.Ordinal) ? OutputSocket.Listen() : null;
        try
        {
            _process = ChildProcess.Start(
                new ChildCommand
                {
                    // Whoever watches gives way to whoever plays.
                    FileName = "nice",
                    Arguments = ["-n", "10", "ffmpeg", .. MonitorArguments.Build(_gray.Url, _posters.Url, _sound?.Url, options.PosterEvery)],
                    Input = true,
                },
                watcher);
        }
        catch
        {
            CloseSockets();
            throw;
        }

        Input = new CountedInput(_process.Input, monitor.Times);
        var jpegs = new JpegSplitter();
        _reading = Task.WhenAll(
            ReadAsync(_gray, MonitorArguments.GrayWidth * MonitorArguments.GrayHeight, whole: true, bytes => monitor.Saw(bytes.Span)),
            ReadAsync(_posters, 64 * 1024, whole: false, bytes =>
            {
                foreach (var picture in jpegs.Accept(bytes.Span))
                    monitor.Shot(picture);
            }),
            _sound is null
                ? Task.CompletedTask
                : ReadAsync(_sound, MonitorArguments.Block * sizeof(short), whole: true, bytes => monitor.Heard(MemoryMarshal.Cast<byte, short>(bytes.Span))));
        Ended = EndAsync();
    }

    public int ProcessId => _process.Id;

    public Stream Input { get; }

    public Task Ended { get; }

    public async Task FinishAsync()
    {
        await _process.StopAsync(FinishTime);
        await Ended;
    }

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await Ended;
        CloseSockets();
        _gone.Dispose();
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
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The process is gone.
        }
    }

    private void CloseSockets()
    {
        _gray.Dispose();
        _posters.Dispose();
        _sound?.Dispose();
    }

    /// <summary>Tells which keyframes went in.</summary>
    private sealed class CountedInput(Stream inner, KeyframeTimes times) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            times.Wrote(buffer);
            return inner.WriteAsync(buffer, cancellationToken);
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override void Flush() => inner.Flush();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}

using System.IO.Pipelines;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Fmp4;
using Broadcast.Ingest.Packaging;

namespace Broadcast.Ingest.Ladder;

/// <summary>
/// One FFmpeg that encodes the renditions of one run, at low priority (nice(1)): whatever else the host does comes first. One loop for
/// each rendition reads its output and puts the pictures on its shelf.
/// </summary>
internal sealed partial class LadderChild : IFedChild
{
    /// <summary>How long the encoder may take to put out its last pictures at the end of a run; then it is killed.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(3);

    private readonly ChildProcess _process;
    private readonly MediaRun _run;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _gone = new();
    private readonly Task _reading;

    private LadderChild(ChildProcess process, MediaRun run, IReadOnlyList<(EncodedShelf Shelf, OutputSocket Socket)> outputs, ILogger logger)
    {
        (_process, _run, _logger) = (process, run, logger);
        _reading = Task.WhenAll(outputs.Select(output => ReadAsync(output.Shelf, output.Socket)));
        Ended = EndAsync();
    }

    public Stream Input => _process.Input;

    public Task Ended { get; }

    /// <exception cref="ProgramMissingException">FFmpeg is not installed.</exception>
    /// <exception cref="IOException">The temporary folder cannot be written to.</exception>
    public static LadderChild Start(ChildWatcher watcher, MediaRun run, IReadOnlyList<(LadderRung Rung, EncodedShelf Shelf)> rungs, ILogger logger)
    {
        var outputs = new List<(EncodedShelf Shelf, OutputSocket Socket)>();
        try
        {
            foreach (var (_, shelf) in rungs)
                outputs.Add((shelf, OutputSocket.Listen()));
            var arguments = LadderArguments.Build(run, [.. rungs.Select((rung, i) => (rung.Rung, outputs[i].Socket.Url))]);
            var process = ChildProcess.Start(
                new ChildCommand { FileName = "nice", Arguments = ["-n", "10", ProgramPath.Find("ffmpeg"), .. arguments], Input = true, OnLine = line => EncoderSaid(logger, line) },
                watcher);
            return new LadderChild(process, run, outputs, logger);
        }
        catch
        {
            foreach (var (_, socket) in outputs)
                socket.Dispose();
            throw;
        }
    }

    public async Task FinishAsync()
    {
        await _process.StopAsync(Grace);
        await Ended;
    }

    public void Kill() => _process.Kill();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await Ended;
        _gone.Dispose();
    }

    private async Task EndAsync()
    {
        await _process.Exited;
        // An output that was never opened is not waited for; one that is open is read to its end.
        await _gone.CancelAsync();
        await _reading;
    }

    private async Task ReadAsync(EncodedShelf shelf, OutputSocket socket)
    {
        try
        {
            using (socket)
            await using (var stream = await socket.AcceptAsync(_gone.Token))
                await ReadAsync(shelf, stream);
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // FFmpeg ended before it opened this output.
        }
        catch (Exception exception) when (exception is Fmp4Exception or IOException)
        {
            EncoderFailed(_logger, exception.Message, string.Join(" | ", _process.LastLines));
            _process.Kill();
        }
    }

    private async Task ReadAsync(EncodedShelf shelf, Stream stream)
    {
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 65536, leaveOpen: true));
        try
        {
            var reader = new Fmp4Reader(pipe);
            var bytes = await reader.ReadInitAsync(CancellationToken.None);
            var pictures = new EncodedPictures(shelf, shelf.Run(_run.Source!), bytes, _run);
            while (await reader.ReadFragmentAsync(CancellationToken.None) is { } fragment)
                pictures.Add(fragment);
            pictures.End();
        }
        finally
        {
            // Also after a fault: the pipe's buffers go back to their pool.
            await pipe.CompleteAsync();
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, EventName = "EncoderSaid", Message = "Ladder's FFmpeg: {Line}")]
    private static partial void EncoderSaid(ILogger logger, string line);

    [LoggerMessage(
        Level = LogLevel.Warning, EventName = "EncoderFailed",
        Message = "A ladder's FFmpeg failed and is replaced at a keyframe: {Reason}. Its last lines: {Lines}")]
    private static partial void EncoderFailed(ILogger logger, string reason, string lines);
}

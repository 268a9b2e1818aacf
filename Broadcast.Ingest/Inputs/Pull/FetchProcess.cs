using System.IO.Pipelines;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Flv;
using Broadcast.Ingest.Sources;
using Broadcast.Ingest.Sources.Order;

namespace Broadcast.Ingest.Inputs.Pull;

/// <summary>
/// One FFmpeg process that fetches an input. A loop of its own reads FLV from the process and writes it to a feed of the stage. The caller
/// that starts it checks <see cref="Overdue"/> and disposes it.
/// </summary>
internal sealed partial class FetchProcess : IAsyncDisposable
{
    private const string Program = "ffmpeg";
    private const int MaxTag = 10 * 1024 * 1024;

    /// <summary>A reader that waits for this long has read all that was there.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    /// <summary>Allowed for connecting and probing until the first tag, on top of the input's own timeout.</summary>
    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(15);

    private readonly StageSource _stage;
    private readonly StageInput _input;
    private readonly ChildProcess _process;
    private readonly string _client;
    private readonly TimeProvider _time;
    private readonly MediaClock _clock = new();
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Null for what comes at its own speed: a caller sends so, and FFmpeg reads a file so.</summary>
    private readonly PullPace? _pace;
    private readonly long _started;
    private InputFeed? _feed;
    private long _first;
    private long _newest;
    private long _newestPicture;
    private volatile string? _fault;
    private volatile bool _stopped;

    private FetchProcess(StageSource stage, StageInput input, ChildProcess process, string client, TimeProvider time)
    {
        (_stage, _input, _process, _client, _time) = (stage, input, process, client, time);
        _started = time.GetTimestamp();
        _pace = input.Kind is InputKind.Rtmp or InputKind.Hls ? new PullPace() : null;
    }

    /// <summary>Completes when the process is gone. Never faults.</summary>
    public Task<FetchResult> Finished { get; private set; } = null!;

    /// <summary>Why the process must be stopped; null while it delivers. An SRT listener may wait for its caller without limit.</summary>
    public string? Overdue
    {
        get
        {
            var patience = _input.Options.Timeout;
            if (Volatile.Read(ref _newest) is > 0 and var newest)
            {
                // Sound alone is not enough: an encoder whose picture stalls still sends sound.
                var picture = Volatile.Read(ref _newestPicture) is > 0 and var shown ? shown : newest;
                if (_time.GetElapsedTime(picture) <= patience)
                    return null;
                return $"{(_time.GetElapsedTime(newest) > patience / 2 ? "Nothing" : "No picture")} came for {patience.TotalSeconds:0.#} s.";
            }

            var limit = StartTime + patience;
            return _input.Kind != InputKind.Srt && _time.GetElapsedTime(_started) > limit ? $"Nothing came within {limit.TotalSeconds:0.#} s." : null;
        }
    }

    /// <param name="stage">The stage that the input belongs to.</param>
    /// <param name="input">The input, whose feed it opens with the first tag.</param>
    /// <param name="arguments">Of FFmpeg, which writes FLV to standard output.</param>
    /// <param name="watcher">Ends the process with the host.</param>
    /// <param name="time">The clock.</param>
    /// <param name="client">The publisher's name in the stage's health; null for the input's kind and number.</param>
    /// <exception cref="ProgramMissingException">FFmpeg is not installed.</exception>
    public static FetchProcess Start(StageSource stage, StageInput input, IReadOnlyList<string> arguments, ChildWatcher watcher, TimeProvider time, string? client = null)
    {
        // Long lines, so that no known phrase is cut off. Lines may hold URLs with keys and are never passed on.
        var process = ChildProcess.Start(new ChildCommand { FileName = Program, Arguments = arguments, Output = true, LineLength = 2000 }, watcher);
        var fetch = new FetchProcess(stage, input, process, client ?? $"{input.Kind.ToString().ToLowerInvariant()} input {input.Number}", time);
        fetch.Finished = fetch.ReadAsync();
        return fetch;
    }

    /// <summary>Kills the process; <paramref name="fault"/> is null when nothing is wrong but the input is no longer wanted.</summary>
    public void Stop(string? fault)
    {
        _fault ??= fault;
        _stopped = true;
        _stop.Cancel();
        _process.Kill();
    }

    public async ValueTask DisposeAsync()
    {
        Stop(null);
        try
        {
            await Finished;
        }
        finally
        {
            await _process.DisposeAsync();
            _stop.Dispose();
        }
    }

    private async Task<FetchResult> ReadAsync()
    {
        try
        {
            await CopyAsync();
            var code = await _process.Exited;
            var refused = _feed is { Dropped.IsCancellationRequested: true } ? _input.Fault : null;
            var lines = _process.LastLines;
            var (video, audio) = FetchFault.Unfit(lines);
            return new FetchResult(
                _fault ?? (_stopped ? null : FetchFault.Of(lines, code)),
                Delivered,
                video || refused == "video-codec",
                audio || refused == "audio-codec",
                FetchFault.CouldNotListen(lines));
        }
        catch (Exception exception)
        {
            FetchFailed(_stage.Logger, exception, _stage.Id, _input.Number);
            Stop("What the input sent could not be processed.");
            return new FetchResult(_fault, Delivered);
        }
        finally
        {
            if (_feed is { } feed)
                await feed.DisposeAsync();
        }
    }

    private TimeSpan Delivered => _first == 0 ? TimeSpan.Zero : _time.GetElapsedTime(_first, _newest);

    private async Task CopyAsync()
    {
        var pipe = PipeReader.Create(_process.Output, new StreamPipeReaderOptions(bufferSize: 65536, leaveOpen: true));
        var reader = new FlvReader(MaxTag);
        try
        {
            while (true)
            {
                var asked = _time.GetTimestamp();
                var result = await pipe.ReadAsync();
                var first = _time.GetElapsedTime(asked) > Pause;
                var rest = result.Buffer;
                while (_feed is not { Dropped.IsCancellationRequested: true } && reader.TryRead(ref rest, out var tag))
                {
                    await WriteTagAsync(tag, first);
                    first = false;
                }

                pipe.AdvanceTo(rest.Start, rest.End);
                if (result.IsCompleted)
                    break;
                if (_feed is { Dropped.IsCancellationRequested: true })
                    Stop($"The stage refuses the input ({_input.Fault}).");
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // What was still to come is no longer wanted.
        }
        catch (Exception exception) when (exception is FlvException or IOException)
        {
            if (!_stopped)
                Stop(exception.Message);
        }
        finally
        {
            await pipe.CompleteAsync();
        }
    }

    private async ValueTask WriteTagAsync(FlvTag tag, bool first)
    {
        // A second byte of 0 marks a sequence header. Its timestamp may be 0 in mid-stream, so it does not move the clock.
        var isMedia = tag.Kind != MediaKind.Data && tag.Body.Span is not [_, 0, ..];
        var time = isMedia ? _clock.Unwrap(tag.Timestamp) : _clock.Nearest(tag.Timestamp);
        if (isMedia && _pace?.Of(TimeSpan.FromMilliseconds(time), _time.GetElapsedTime(_started), first) is { } wait && wait > TimeSpan.Zero)
            await Task.Delay(wait, _time, _stop.Token);

        var now = _time.GetTimestamp();
        _first = _first == 0 ? now : _first;
        Volatile.Write(ref _newest, now);
        if (tag.Kind == MediaKind.Video)
            Volatile.Write(ref _newestPicture, now);
        _feed ??= _stage.Open(_input, _client);
        _feed.Write(new MediaMessage(tag.Kind, time, tag.Body));
    }

    [LoggerMessage(EventName = nameof(FetchFailed), Level = LogLevel.Error, Message = "Stage {Stage}: what input {Number} sent could not be processed")]
    private static partial void FetchFailed(ILogger logger, Exception exception, StageId stage, int number);
}

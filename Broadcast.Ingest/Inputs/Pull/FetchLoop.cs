using Broadcast.Chat.Hosting;
using Broadcast.Ingest.Inputs.Order;
using Broadcast.Ingest.Processes;
using Broadcast.Ingest.Sources;

namespace Broadcast.Ingest.Inputs.Pull;

/// <summary>
/// One input that a process fetches: waits for its turn, fetches, and tries again after a pause that grows while it fails. Whatever
/// happens to the process costs this input alone.
/// </summary>
internal sealed partial class FetchLoop(
    StageSource stage, StageInput input, Func<bool> stageIsKnown, ChildWatcher watcher, InputMetrics metrics, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan LookInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>An attempt that delivered for so long was none that failed.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(10);

    private readonly LoopGuard _guard = new(logger, time);
    private readonly RetryDelay _delay = new(new Random());
    private bool _encodeVideo = input.Options.TranscodeOf() == TranscodeMode.All;
    private bool _encodeAudio = input.Options.TranscodeOf() is TranscodeMode.All or TranscodeMode.Audio;

    private bool IsWanted => stageIsKnown() && stage.IsWanted(input);

    /// <summary>Ends when the host stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(LookInterval, time);
        try
        {
            do
                await _guard.TryAsync($"Fetching input {input.Number} of stage {stage.Id}", () => IsWanted ? AttemptAsync(stopping) : Task.CompletedTask, stopping);
            while (await timer.WaitForNextTickAsync(stopping));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops; the attempt has ended its process.
        }
    }

    private async Task AttemptAsync(CancellationToken stopping)
    {
        input.Begun();
        metrics.Started(stage.Id, input);
        FetchResult result;
        input.Fetching = true;
        try
        {
            result = await FetchAsync(stopping);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !stopping.IsCancellationRequested)
        {
            // FFmpeg missing, no descriptors left: no reason to give up the others, or this one for good.
            Failed(logger, exception, stage.Id.Value, input.Number);
            result = new FetchResult("FFmpeg could not be started.", NotBegun: true);
        }
        finally
        {
            input.Fetching = false;
        }

        // A listener is a door: whoever calls and leaves at once does not close it for the next one.
        if (result.Delivered > Steady || (input.Kind == InputKind.Srt && !result.NotBegun))
            _delay.Reset();
        if (result.Fault is null || stopping.IsCancellationRequested)
            return;

        var fault = Learn(result) ?? result.Fault;
        var pause = _delay.Next();
        input.Fault = fault;
        metrics.Failed(stage.Id, input);
        Ended(logger, stage.Id.Value, input.Number, input.Kind, fault, pause.TotalSeconds);
        await Task.Delay(pause, time, stopping);
    }

    private async Task<FetchResult> FetchAsync(CancellationToken stopping)
    {
        await using var fetch = FetchProcess.Start(stage, input, FetchArguments.Build(input.Options, _encodeVideo, _encodeAudio), watcher, time);
        using var timer = new PeriodicTimer(LookInterval, time);
        while (!fetch.Finished.IsCompleted)
        {
            await Task.WhenAny(fetch.Finished, timer.WaitForNextTickAsync(CancellationToken.None).AsTask());
            if (stopping.IsCancellationRequested || !IsWanted)
                fetch.Stop(null);
            else if (fetch.Overdue is { } fault)
                fetch.Stop(fault);
        }

        return await fetch.Finished;
    }

    /// <summary>A track that FLV cannot carry is encoded from the next attempt on.</summary>
    private string? Learn(FetchResult result)
    {
        if (!result.UnfitVideo && !result.UnfitAudio)
            return null;

        if (input.Options.TranscodeOf() != TranscodeMode.Auto)
        {
            return $"Its {(result.UnfitVideo ? "picture is not H.264" : "sound is not AAC")}: set Ingest:Inputs:{stage.Id}:{input.Number}:Transcode to " +
                (result.UnfitVideo ? "all." : "audio.");
        }

        (_encodeVideo, _encodeAudio) = (_encodeVideo || result.UnfitVideo, _encodeAudio || result.UnfitAudio);
        return result.UnfitVideo ? "Its picture is not H.264: it is encoded from now on." : "Its sound is not AAC: it is encoded from now on.";
    }

    [LoggerMessage(EventName = nameof(Ended), Level = LogLevel.Warning, Message = "Stage {Stage}: input {Number} ({Kind}) broke off: {Fault} The next try is in {Seconds:0.0} s")]
    private static partial void Ended(ILogger logger, string stage, int number, InputKind kind, string fault, double seconds);

    [LoggerMessage(EventName = nameof(Failed), Level = LogLevel.Error, Message = "Stage {Stage}: input {Number} could not be begun")]
    private static partial void Failed(ILogger logger, Exception exception, string stage, int number);
}

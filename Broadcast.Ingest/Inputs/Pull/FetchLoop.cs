using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Pace;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Sources;
using Broadcast.Ingest.Sources.Order;

namespace Broadcast.Ingest.Inputs.Pull;

/// <summary>
/// Fetches one input: waits until the input is wanted, fetches it, and tries again after a pause that grows with each failure. A failing
/// process affects only this input.
/// </summary>
internal sealed partial class FetchLoop(
    StageSource stage, StageInput input, Func<bool> stageIsKnown, ChildWatcher watcher, InputMetrics metrics, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>An attempt that delivered for longer than this resets the retry pause.</summary>
    private static readonly TimeSpan Steady = TimeSpan.FromSeconds(10);

    private readonly LoopGuard _guard = new(logger, time);
    private readonly BackOff _pauses = new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(15));
    private bool _encodeVideo = input.Options.TranscodeOf() == TranscodeMode.All;
    private bool _encodeAudio = input.Options.TranscodeOf() is TranscodeMode.All or TranscodeMode.Audio;

    private bool IsWanted => stageIsKnown() && stage.IsWanted(input);

    /// <summary>Runs until the host stops.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using var timer = new PeriodicTimer(CheckInterval, time);
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
            // FFmpeg is missing, or no file descriptors are left: this input is tried again, and the others go on.
            Failed(logger, exception, stage.Id, input.Number);
            result = new FetchResult("FFmpeg could not be started.", NotBegun: true);
        }
        finally
        {
            input.Fetching = false;
        }

        // An SRT caller that leaves at once must not make the next one wait: the pause grows only while FFmpeg cannot listen.
        if (result.Delivered > Steady || (input.Kind == InputKind.Srt && !result.NotBegun))
            _pauses.Reset();
        if (result.Fault is null || stopping.IsCancellationRequested)
            return;

        var fault = AdaptCodecs(result) ?? result.Fault;
        var pause = _pauses.Next();
        input.Fault = fault;
        metrics.Failed(stage.Id, input);
        Ended(logger, stage.Id, input.Number, input.Kind, fault, pause.TotalSeconds);
        await Task.Delay(pause, time, stopping);
    }

    private async Task<FetchResult> FetchAsync(CancellationToken stopping)
    {
        await using var fetch = FetchProcess.Start(stage, input, FetchArguments.Build(input.Options, _encodeVideo, _encodeAudio), watcher, time);
        using var timer = new PeriodicTimer(CheckInterval, time);
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

    /// <summary>Encodes tracks that FLV cannot carry from the next attempt on, if the settings allow it.</summary>
    /// <returns>The fault to report; null when FLV can carry every track.</returns>
    private string? AdaptCodecs(FetchResult result)
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

    [LoggerMessage(EventName = nameof(Ended), Level = LogLevel.Warning, Message = "Stage {Stage}: input {Number} ({Kind}) broke off: {Fault} Next attempt in {Seconds:0.0} s")]
    private static partial void Ended(ILogger logger, StageId stage, int number, InputKind kind, string fault, double seconds);

    [LoggerMessage(EventName = nameof(Failed), Level = LogLevel.Error,
        Message = "Stage {Stage}: input {Number} could not be fetched; next attempt after a pause")]
    private static partial void Failed(ILogger logger, Exception exception, StageId stage, int number);
}

using System.Text;
using Broadcast.Api.Demo.Scenes;
using Broadcast.Api.Stages;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Processes;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Demo;

/// <summary>
/// Runs an FFmpeg process for each demo stage, which pushes the film of its scene to our RTMP port as an anchor's encoder would, from when
/// the film is there. Each is restarted when it ends; all end with the host.
/// </summary>
internal sealed partial class DemoEncoders(
    DemoSecrets secrets, DemoAddresses addresses, SceneShelf scenes, ChildWatcher watcher, IOptions<DemoOptions> options, IHostApplicationLifetime lifetime,
    TimeProvider time, ILogger<DemoEncoders> logger) : LoopService
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(10);
    private readonly LoopGuard _guard = new(logger, time);

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Encoders)
            return;

        await lifetime.StartedAsync(stoppingToken);
        await Task.WhenAll(DemoProgramme.Stages.Where(stage => secrets.StreamKeys.ContainsKey(stage.Id)).Select(stage => PushAsync(stage, stoppingToken)));
    }

    private async Task PushAsync(DemoStage stage, CancellationToken stopping)
    {
        var film = await scenes.FilmAsync(stage.Id, stopping);
        var pause = ShortestPause;
        while (true)
        {
            var began = time.GetTimestamp();
            await _guard.TryAsync($"The demo's encoder of {stage.Id}", () => PushOnceAsync(stage, film, stopping), stopping);
            pause = time.GetElapsedTime(began) > Settled ? ShortestPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            await Task.Delay(pause, time, stopping);
        }
    }

    private async Task PushOnceAsync(DemoStage stage, string film, CancellationToken stopping)
    {
        var key = secrets.StreamKeys[stage.Id];
        await using var encoder = ChildProcess.Start(Command(film), watcher);
        Pushes(logger, stage.Id, encoder.Id);
        await HandOverAsync(encoder, key, stopping);
        var code = await encoder.Exited.WaitAsync(stopping);
        // An FFmpeg without RTMP prints the option that it does not know, with its value.
        Ended(logger, stage.Id, code, string.Join(" | ", encoder.LastLines.TakeLast(2)).Replace(key.Text, $"{key}", StringComparison.Ordinal));
    }

    private static async Task HandOverAsync(ChildProcess encoder, StreamKey key, CancellationToken stopping)
    {
        try
        {
            await using var input = encoder.Input;
            await input.WriteAsync(Encoding.UTF8.GetBytes(DemoEncoderArguments.Preset(key)), stopping);
        }
        catch (IOException)
        {
            // FFmpeg has ended already; its last lines say why.
        }
    }

    private ChildCommand Command(string film) => new()
    {
        FileName = "ffmpeg",
        Arguments = DemoEncoderArguments.For(film, addresses.Rtmp),
        Input = true,
        LineCount = 10,
    };

    [LoggerMessage(EventName = nameof(Pushes), Level = LogLevel.Information, Message = "Started the demo's encoder of {Stage} (process {Process})")]
    private static partial void Pushes(ILogger logger, string stage, int process);

    [LoggerMessage(EventName = nameof(Ended), Level = LogLevel.Warning, Message = "The demo's encoder of {Stage} ended with exit code {Code} and will be restarted: {LastLines}")]
    private static partial void Ended(ILogger logger, string stage, int code, string lastLines);
}

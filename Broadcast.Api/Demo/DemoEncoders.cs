using System.Text;
using Broadcast.Api.Stages;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Processes;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Demo;

/// <summary>
/// Runs an FFmpeg encoder for each demo stage, which pushes to our RTMP port as an anchor's encoder would. Each is restarted when it ends;
/// all end with the host.
/// </summary>
internal sealed partial class DemoEncoders(
    DemoSecrets secrets, DemoAddresses addresses, ChildWatcher watcher, IOptions<DemoOptions> options, IHostApplicationLifetime lifetime,
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
        var font = DemoFont.Find();
        await Task.WhenAll(DemoProgramme.Stages.Where(stage => secrets.StreamKeys.ContainsKey(stage.Id)).Select(stage => PushAsync(stage, font, stoppingToken)));
    }

    private async Task PushAsync(DemoStage stage, DemoFont? font, CancellationToken stopping)
    {
        var pause = ShortestPause;
        while (true)
        {
            var began = time.GetTimestamp();
            await _guard.TryAsync($"The demo's encoder of {stage.Id}", () => PushOnceAsync(stage, font, stopping), stopping);
            pause = time.GetElapsedTime(began) > Settled ? ShortestPause : TimeSpan.FromTicks(Math.Min(pause.Ticks * 2, LongestPause.Ticks));
            await Task.Delay(pause, time, stopping);
        }
    }

    private async Task PushOnceAsync(DemoStage stage, DemoFont? font, CancellationToken stopping)
    {
        var key = secrets.StreamKeys[stage.Id];
        await using var encoder = ChildProcess.Start(Command(stage, font), watcher);
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

    private ChildCommand Command(DemoStage stage, DemoFont? font) => new()
    {
        FileName = "ffmpeg",
        Arguments = DemoEncoderArguments.For(stage, addresses.Rtmp, font),
        Input = true,
        // The clock in the picture shows the festival's local time.
        Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["TZ"] = "Asia/Shanghai" },
        LineCount = 10,
    };

    [LoggerMessage(EventName = nameof(Pushes), Level = LogLevel.Information, Message = "Started the demo's encoder of {Stage} (process {Process})")]
    private static partial void Pushes(ILogger logger, string stage, int process);

    [LoggerMessage(EventName = nameof(Ended), Level = LogLevel.Warning, Message = "The demo's encoder of {Stage} ended with exit code {Code} and will be restarted: {LastLines}")]
    private static partial void Ended(ILogger logger, string stage, int code, string lastLines);
}

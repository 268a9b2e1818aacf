using Broadcast.Chat.Spine.Hosting;
using Microsoft.Extensions.Options;

namespace Broadcast.Api.Demo.Scenes;

/// <summary>
/// Makes the films of the demo's scenes that are not there yet, two at a time, in the background: the start does not wait for them, and a stage
/// shows the slate until its film is there.
/// </summary>
internal sealed partial class SceneStudio(
    SceneShelf shelf, SceneFilmer filmer, IOptions<DemoOptions> options, IHostApplicationLifetime lifetime, TimeProvider time,
    ILogger<SceneStudio> logger) : LoopService
{
    private const int AtATime = 2;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    /// <summary>For each of the two, so that a line comes every two seconds at most.</summary>
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(2 * AtATime);

    private readonly LoopGuard _guard = new(logger, time);

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        if (!options.Value.Encoders)
            return;

        await lifetime.StartedAsync(stoppingToken);
        _guard.Try("Removing films that were never finished", () => shelf.Tidy(time.GetUtcNow()));
        var work = new ParallelOptions { MaxDegreeOfParallelism = AtATime, CancellationToken = stoppingToken };
        await Parallel.ForEachAsync(SceneList.All, work, async (scene, stopping) => await MakeUntilDoneAsync(scene, stopping));
    }

    private async Task MakeUntilDoneAsync(StageScene scene, CancellationToken stopping)
    {
        while (!await _guard.TryAsync($"Drawing the scene of {scene.Stage}", () => MakeOnceAsync(scene, stopping), stopping))
            await Task.Delay(Pause, time, stopping);
        shelf.Put(scene.Stage);
    }

    private async Task MakeOnceAsync(StageScene scene, CancellationToken stopping)
    {
        if (File.Exists(shelf.File(scene.Stage)))
            return;

        var (began, told) = (time.GetTimestamp(), time.GetTimestamp());
        await filmer.MakeAsync(scene, shelf.File(scene.Stage), shelf.Height, Loop.Frames, Tell, stopping);
        Drawn(logger, scene.Stage, time.GetElapsedTime(began).TotalSeconds);

        void Tell(int frames)
        {
            if (time.GetElapsedTime(told) < Told)
                return;
            told = time.GetTimestamp();
            Drawing(logger, scene.Stage, frames * 100 / Loop.Frames);
        }
    }

    [LoggerMessage(EventName = nameof(Drawing), Level = LogLevel.Information, Message = "Drawing the scene of {Stage}: {Percent} %")]
    private static partial void Drawing(ILogger logger, string stage, int percent);

    [LoggerMessage(EventName = nameof(Drawn), Level = LogLevel.Information, Message = "The scene of {Stage} is drawn, in {Seconds:0.0} s")]
    private static partial void Drawn(ILogger logger, string stage, double seconds);
}

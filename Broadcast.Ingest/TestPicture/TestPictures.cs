using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Processes;
using Broadcast.Ingest.Inputs.Pull;
using Broadcast.Ingest.Sources;
using Broadcast.Ingest.Sources.Order;

namespace Broadcast.Ingest.TestPicture;

/// <summary>
/// Shows a generated film with sound on stages that have no encoder yet, so that an operator sees the whole way to a viewer. It comes in below
/// all of the stage's own inputs, without a stream key, and ends by itself: after <see cref="Longest"/>, as soon as another input delivers, or when
/// the stage is gone. Any thread may call; each picture has a loop and an FFmpeg of its own.
/// </summary>
internal sealed partial class TestPictures(StageRegistry stages, FactsReader facts, ChildWatcher watcher, TimeProvider time, ILogger<TestPictures> logger) : IHostedService
{
    /// <summary>FFmpeg processes at a time.</summary>
    public const int Most = 4;

    /// <summary>The publisher's name in the health of a stage that shows the test picture.</summary>
    public const string Client = "test picture";

    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan CheckInterval = TimeSpan.FromMilliseconds(200);
    private readonly Lock _gate = new();
    private readonly Dictionary<StageId, Shown> _shown = [];
    private readonly LoopGuard _guard = new(logger, time);
    private bool _stopping;

    /// <summary>Begins to show it, or leaves it as it is; answers when it ends at the latest.</summary>
    /// <param name="stage">A stage of the facts.</param>
    public Result<DateTimeOffset> Show(StageId stage)
    {
        var source = stages.Source(stage);
        lock (_gate)
        {
            if (OthersDeliver(source))
                return TestPictureErrors.SourceThere;
            if (_shown.TryGetValue(stage, out var already) && !already.Ending.IsCancellationRequested)
                return already.Until;
            if (already is not null)
                return TestPictureErrors.Ending;
            if (_stopping || _shown.Count >= Most)
                return TestPictureErrors.TooMany;

            var shown = new Shown(time.GetUtcNow() + Longest, new CancellationTokenSource(Longest, time));
            _shown[stage] = shown;
            shown.Ended = Task.Run(() => RunAsync(source, shown));
            return shown.Until;
        }
    }

    /// <summary>Ends it; false when it is not shown, or ends already.</summary>
    public bool Stop(StageId stage)
    {
        lock (_gate)
        {
            if (!_shown.TryGetValue(stage, out var shown) || shown.Ending.IsCancellationRequested)
                return false;

            End(shown);
            return true;
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _stopping = true;
            foreach (var shown in _shown.Values)
                End(shown);
            return Task.WhenAll([.. _shown.Values.Select(shown => shown.Ended)]);
        }
    }

    private static void End(Shown shown) => shown.Ending.Cancel();

    private async Task RunAsync(StageSource source, Shown shown)
    {
        Began(logger, source.Id);
        await _guard.TryAsync($"The test picture of stage {source.Id}", () => PlayAsync(source, shown.Ending.Token), CancellationToken.None);
        lock (_gate)
        {
            _shown.Remove(source.Id);
            shown.Ending.Dispose();
        }

        Ended(logger, source.Id);
    }

    private async Task PlayAsync(StageSource source, CancellationToken ending)
    {
        // Behind all of the stage's own inputs, and in none of their lists: any of them is shown in place of it.
        var input = new StageInput(source.Order.All.Count, new InputOptions { Kind = "file" });
        await using var film = FetchProcess.Start(source, input, TestPictureArguments.Build(), watcher, time, Client);
        using var timer = new PeriodicTimer(CheckInterval, time);
        while (!film.Finished.IsCompleted)
        {
            await Task.WhenAny(film.Finished, timer.WaitForNextTickAsync(CancellationToken.None).AsTask());
            if (ending.IsCancellationRequested || OthersDeliver(source) || facts.Current.Stage(source.Id) is null)
                film.Stop(null);
            else if (film.Overdue is { } fault)
                film.Stop(fault);
        }

        if ((await film.Finished).Fault is { } broken)
            Broke(logger, source.Id, broken);
    }

    private static bool OthersDeliver(StageSource source) => source.Order.All.Any(input => input.Feed is { Dropped.IsCancellationRequested: false });

    private sealed class Shown(DateTimeOffset until, CancellationTokenSource ending)
    {
        public DateTimeOffset Until { get; } = until;

        public CancellationTokenSource Ending { get; } = ending;

        public Task Ended { get; set; } = Task.CompletedTask;
    }

    [LoggerMessage(EventName = nameof(Began), Level = LogLevel.Information, Message = "Stage {Stage}: the test picture is shown")]
    private static partial void Began(ILogger logger, StageId stage);

    [LoggerMessage(EventName = nameof(Ended), Level = LogLevel.Information, Message = "Stage {Stage}: the test picture has ended")]
    private static partial void Ended(ILogger logger, StageId stage);

    [LoggerMessage(EventName = nameof(Broke), Level = LogLevel.Warning, Message = "Stage {Stage}: the test picture broke off: {Fault}")]
    private static partial void Broke(ILogger logger, StageId stage, string fault);
}

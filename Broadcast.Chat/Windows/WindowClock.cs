using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Facts;
using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Chat.Windows;

/// <summary>
/// Takes the steps of windows when they are due. Every node looks; the scripts let one do it. Each stage has rounds of its own: one whose slot
/// does not answer keeps no other waiting.
/// </summary>
internal sealed class WindowClock(
    WindowStore windows, FactsReader facts, IEnumerable<IWindowKind> kinds, TimeProvider time, ILogger<WindowClock> logger) : LoopService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);
    private readonly Dictionary<string, IWindowKind> _kinds = kinds.ToDictionary(kind => kind.Name, StringComparer.Ordinal);
    private readonly LoopGuard _guard = new(logger, time);
    private readonly Dictionary<StageId, Task> _rounds = [];

    protected override async Task LoopAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Look(stoppingToken);
        }
        finally
        {
            await Task.WhenAll(_rounds.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Look(CancellationToken stop)
    {
        foreach (var (ended, _) in _rounds.Where(round => round.Value.IsCompleted).ToList())
            _rounds.Remove(ended);
        foreach (var stage in facts.Current.Facts.Stages.Where(stage => !_rounds.ContainsKey(stage.Id)))
            _rounds[stage.Id] = _guard.TryAsync($"Looking for windows of stage {stage.Id} whose time has come", () => LookAsync(stage.Id, stop), stop);
    }

    private async Task LookAsync(StageId stage, CancellationToken stop)
    {
        try
        {
            foreach (var window in await windows.DueAsync(stage.Room))
            {
                // A kind that this build does not know is for a newer node.
                if (_kinds.TryGetValue(window.Kind, out var kind))
                    await _guard.TryAsync($"Taking the step of a {window.Kind} that is due", () => StepAsync(kind, window, stop), stop);
            }
        }
        catch (Exception exception) when (RoomFailure.Of(exception) is not null)
        {
            // Meanwhile nothing opens or closes, and no entry is taken either.
        }
    }

    private static async Task StepAsync(IWindowKind kind, WindowRef window, CancellationToken stop)
    {
        try
        {
            await kind.StepAsync(window, stop);
        }
        catch (Exception exception) when (RoomFailure.Of(exception) is not null)
        {
            // Redis is away, or too many outcomes wait. It stays due.
        }
    }
}

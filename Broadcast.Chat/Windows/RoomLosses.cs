using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Chat.Windows;

/// <summary>
/// The windows that one room's lost log showed, until each is decided. They are recovered beside the room's own loop, which calls this: a
/// stage whose slot does not answer does not hold up a relay's room that showed its window.
/// </summary>
internal sealed class RoomLosses(RoomId room, LostWindows lost, TimeSpan pause, TimeProvider time, ILogger logger)
{
    private readonly LoopGuard _guard = new(logger, time);
    private IReadOnlyList<ShownWindow> _waiting = [];
    private IReadOnlyList<ShownWindow> _tried = [];
    private Task _round = Task.CompletedTask;
    private long? _triedAt;

    /// <summary>Adds what a log showed that is gone; it is recovered at the next <see cref="Look"/>.</summary>
    public void Add(IReadOnlyList<ShownWindow> shown)
    {
        if (shown.Count > 0)
            (_waiting, _triedAt) = (Together(_waiting, shown), null);
    }

    /// <summary>Begins a round, unless one runs or has just ended.</summary>
    public void Look()
    {
        if (!_round.IsCompleted || _waiting.Count + _tried.Count == 0 || (_triedAt is { } at && time.GetElapsedTime(at) < pause))
            return;

        (_tried, _waiting, _triedAt) = (Together(_waiting, _tried), [], time.GetTimestamp());
        _round = _guard.TryAsync($"Recovering what room {room} has lost", RecoverAsync, CancellationToken.None);
    }

    /// <summary>Returns when no round runs.</summary>
    public Task EndAsync() => _round;

    private async Task RecoverAsync() => _tried = await lost.RecoverAsync(room, _tried);

    /// <summary>Each window once. What was heard once stays heard, also when it is lost a second time.</summary>
    private static List<ShownWindow> Together(IReadOnlyList<ShownWindow> some, IReadOnlyList<ShownWindow> others) =>
        [.. some.Concat(others).OrderByDescending(window => window.Heard).DistinctBy(window => window.Ref)];
}

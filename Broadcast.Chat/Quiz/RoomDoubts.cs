using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Hosting;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// The questions that one room's lost log showed, until each is decided. They are asked for beside the room's own loop, which calls this: a
/// stage whose slot does not answer does not hold up a relay's room that showed its question.
/// </summary>
internal sealed class RoomDoubts(RoomId room, LostQuestions lost, TimeSpan pause, TimeProvider time, ILogger logger)
{
    private readonly LoopGuard _guard = new(logger, time);
    private IReadOnlyList<ShownQuestion> _waiting = [];
    private IReadOnlyList<ShownQuestion> _asked = [];
    private Task _round = Task.CompletedTask;
    private long? _askedAt;

    /// <summary>Adds what a log showed that is gone; it is asked for at the next <see cref="Look"/>.</summary>
    public void Add(IReadOnlyList<ShownQuestion> shown)
    {
        if (shown.Count > 0)
            (_waiting, _askedAt) = (Together(_waiting, shown), null);
    }

    /// <summary>Begins a round of asking, unless one runs or has just ended.</summary>
    public void Look()
    {
        if (!_round.IsCompleted || _waiting.Count + _asked.Count == 0 || (_askedAt is { } at && time.GetElapsedTime(at) < pause))
            return;

        (_asked, _waiting, _askedAt) = (Together(_waiting, _asked), [], time.GetTimestamp());
        _round = _guard.TryAsync($"Asking for the questions that room {room} has lost", AskAsync, CancellationToken.None);
    }

    /// <summary>Returns when no round runs.</summary>
    public Task EndAsync() => _round;

    private async Task AskAsync() => _asked = await lost.AskAsync(room, _asked);

    /// <summary>Each question once. What was heard once stays heard, also when it is lost a second time.</summary>
    private static List<ShownQuestion> Together(IReadOnlyList<ShownQuestion> some, IReadOnlyList<ShownQuestion> others) =>
        [.. some.Concat(others).OrderByDescending(question => question.Heard).DistinctBy(question => question.Opened.Id)];
}

using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Redis;

namespace Broadcast.Chat.Outcomes;

/// <summary>
/// Reads one room's outcomes until it is told to stop, in a loop of its own: a room whose slot does not answer keeps no other waiting. A kind
/// that this process does not know stays for one that does.
/// </summary>
internal sealed partial class RoomOutcomes : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    private readonly RoomId _room;
    private readonly IReadOnlyList<OutcomeKind> _kinds;
    private readonly OutcomeInbox _inbox;
    private readonly OutcomeMetrics _metrics;
    private readonly LoopGuard _guard;
    private readonly RoomOptions _options;
    private readonly ILogger _logger;
    private readonly List<OutcomeLane> _lanes;
    private readonly WakeUp _wake = new();
    private bool _late;

    public RoomOutcomes(
        RoomId room, IReadOnlyList<OutcomeKind> kinds, OutcomeInbox inbox, ILeases leases, OutcomeMetrics metrics, RoomOptions options, TimeProvider time, ILogger logger)
    {
        (_room, _kinds, _inbox, _metrics, _options, _logger) = (room, kinds, inbox, metrics, options, logger);
        _guard = new LoopGuard(logger, time);
        _lanes = [.. kinds.Select(kind => new OutcomeLane(room, kind, inbox, leases, metrics, _guard, options, time))];
    }

    public void Wake() => _wake.Set();

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (true)
            {
                await _guard.TryAsync($"Reading the outcomes of room {_room}", () => RoundAsync(stop), stop);
                await _wake.WaitAsync(Interval, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The host stops, or the room is gone.
        }

        await Task.WhenAll(_lanes.Select(lane => lane.EndAsync()));
        _metrics.Gone(_room);
    }

    private IEnumerable<string> Names => _kinds.Select(kind => kind.Name);

    private async Task RoundAsync(CancellationToken stop)
    {
        try
        {
            var waiting = await _inbox.SurveyAsync(_room, Names);
            _metrics.Seen(_room, waiting);
            Tell(waiting);
            foreach (var lane in _lanes)
            {
                if (waiting.Count == 0)
                    lane.Forget();
                else
                    await lane.RoundAsync(stop);
            }
        }
        catch (Exception exception) when (RedisAway.Is(exception))
        {
            // It waits where it is. Rounds go on, and the room itself says that it is paused.
        }
    }

    private void Tell(WaitingOutcomes waiting)
    {
        var late = waiting.Oldest > _options.OutcomeAlarm;
        if (late && !_late)
            Late(_logger, _room, waiting.Count, (long)waiting.Oldest.TotalSeconds, string.Join(", ", waiting.Unknown.Keys));
        else if (!late && _late)
            OnTime(_logger, _room);
        _late = late;
    }

    public void Dispose() => _wake.Dispose();

    [LoggerMessage(EventName = nameof(Late), Level = LogLevel.Error,
        Message = "Room {Room}: {Count} outcomes wait, the oldest for {Seconds} s. Kinds that this version does not know: '{Unknown}'")]
    private static partial void Late(ILogger logger, RoomId room, long count, long seconds, string unknown);

    [LoggerMessage(EventName = nameof(OnTime), Level = LogLevel.Information, Message = "Room {Room}: no outcome waits for long any more")]
    private static partial void OnTime(ILogger logger, RoomId room);
}

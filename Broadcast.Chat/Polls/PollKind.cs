using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Windows;

namespace Broadcast.Chat.Polls;

/// <summary>Ends polls when their time is over. One that is lost with its log is voided in every room that showed it.</summary>
internal sealed class PollKind(PollStore polls, LaterPolls later, WindowStore windows, RoomLog log) : IWindowKind
{
    public string Name => PollStore.Kind;

    public async Task StepAsync(WindowRef window, CancellationToken cancellation)
    {
        if (!await later.StepAsync(window))
            await polls.EndAsync(PollId.Parse(window.Id), StageId.Parse(window.Room.Value), endsAt: null);
    }

    /// <summary>
    /// The new log has nothing of the poll: a viewer who comes back is shown it again, and what became of it. What is left of an open one is voided
    /// by its own step.
    /// </summary>
    public async Task<bool> RecoverAsync(RoomId room, ShownWindow shown)
    {
        var left = await windows.ReadAsync(shown.Ref);
        var restored = Actor.Rule(Rules.RoomRestored, shown.Opened.Stage).Author;
        if (shown.Opened is PollScheduled scheduled)
        {
            // Nobody has voted: what is lost of a poll that was only scheduled is voided, and of what is not its room is told again.
            if (left is null)
                await log.AppendAsync(room, LogLane.Control, [Once("ended", PollStore.Voided(scheduled.Id, scheduled.Stage))]);
            else if (left.State == WindowState.Scheduled && room == scheduled.Stage.Room)
                await log.AppendAsync(room, LogLane.Control, [Once("again", new NewEvent(scheduled, ShowAt: null, shown.Event.By ?? restored))]);
            return true;
        }

        // Redis has lost that it opened, and the votes with it: it does not open twice.
        if (left is { State: WindowState.Scheduled })
        {
            await later.VoidLostAsync(shown.Ref, shown.Opened.Stage);
            return true;
        }

        var events = new List<NewEvent> { Once("again", new NewEvent(shown.Opened, shown.Event.ShowAt, shown.Event.By ?? restored)) };
        if (shown.Result is { } result)
            events.Add(Once("ended", new NewEvent(result.Data, result.ShowAt, result.By ?? restored)));
        else if (left is null or { State: WindowState.Voided })
            events.Add(Once("ended", PollStore.Voided(PollId.Parse(shown.Ref.Id), shown.Opened.Stage)));
        await log.AppendAsync(room, LogLane.Control, events);
        return true;

        // Every node says it, and one is heard: what it knows of the end, the others leave.
        NewEvent Once(string what, NewEvent item) => item with { OnceId = Rooms.Log.Once.Announcement($"{what}:{shown.Ref.Id}") };
    }
}

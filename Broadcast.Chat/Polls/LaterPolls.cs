using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Windows;
using Microsoft.Extensions.Options;

namespace Broadcast.Chat.Polls;

/// <summary>
/// Quick polls that are opened later. What one asks is kept in its window; what the picture decides is decided when it opens. Steps return the
/// <see cref="WindowState"/> that the poll is in then.
/// </summary>
internal sealed class LaterPolls(WindowStore windows, ShowTime showTime, IOptions<RoomOptions> options, TimeProvider time)
{
    /// <returns>Errors: <c>schedule.full</c>.</returns>
    public async Task<Result<PollOpenedReply>> ScheduleAsync(PollId id, StageId stage, Choice choice, int seconds, long opensAt, EventAuthor by, Once once)
    {
        var window = new NewWindow(
            PollStore.Ref(id, stage), choice.Options.Count, Kept: false, [.. PollStore.Fields(choice.Text, choice.Options), .. new LaterWindow(seconds, by).Fields]);
        var scheduled = new NewEvent(new PollScheduled { Id = id, Stage = stage, OpensAt = opensAt }, ShowAt: null, by);
        var (isScheduled, known, offset) = await windows.ScheduleAsync(window, opensAt, asks: false, once, scheduled, LaterWindow.Most);
        return isScheduled ? new PollOpenedReply { Id = PollId.Parse(known), Offset = offset } : ScheduleErrors.Full;
    }

    /// <summary>Takes the step of a scheduled poll that is due: it opens, as soon as no other is open, or is cancelled when it is too late for it.</summary>
    /// <returns>False for one that is not scheduled: its step is another one.</returns>
    public async Task<bool> StepAsync(WindowRef poll)
    {
        if (await windows.ReadAsync(poll) is not { State: WindowState.Scheduled } window)
            return false;

        if (LaterWindow.IsMissed(window, time.GetUtcNow(), options.Value))
            await CancelAsync(poll, CancelReasons.Missed, Actor.Rule(Rules.WindowMissed, StageId.Parse(poll.Room.Value)).Author);
        else
            await OpenAsync(window, LaterWindow.Of(window).Opener);
        return true;
    }

    /// <summary>Opens a scheduled poll; it stays scheduled when another one is open.</summary>
    public async Task<string> OpenAsync(Window window, EventAuthor by)
    {
        var stage = StageId.Parse(window.Ref.Room.Value);
        var showAt = await showTime.OfAsync(stage);
        var closesAt = showAt + (LaterWindow.Of(window).Seconds * 1000L);
        var opened = new PollOpened
        {
            Id = PollId.Parse(window.Ref.Id),
            Stage = stage,
            Text = window.Fields["text"]!,
            Options = PollStore.OptionsOf(window),
            ClosesAt = closesAt,
            AcceptUntil = closesAt + (long)options.Value.PictureDelay.TotalMilliseconds,
        };
        var (offset, other) = await windows.OpenAsync(
            new NewWindow(window.Ref, opened.Options.Count, Kept: false, []), new NewEvent(opened, showAt, by), opened.ClosesAt, opened.AcceptUntil);
        return offset > 0 ? WindowState.Open
            : other.Length > 0 ? WindowState.Scheduled
            : (await windows.ReadAsync(window.Ref))?.State ?? WindowState.Unknown;
    }

    /// <summary>Voids a poll that Redis has as scheduled, though it was seen open: its votes are lost.</summary>
    public Task<string> VoidLostAsync(WindowRef poll, StageId stage) => windows.CancelAsync(poll, PollStore.Voided(PollId.Parse(poll.Id), stage));

    public Task<string> CancelAsync(WindowRef poll, string reason, EventAuthor by) =>
        windows.CancelAsync(poll, new NewEvent(new PollCancelled { Id = PollId.Parse(poll.Id), Stage = StageId.Parse(poll.Room.Value), Reason = reason }, ShowAt: null, by));
}

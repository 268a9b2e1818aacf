using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Actors;
using Broadcast.Chat.Windows;
using MediatR;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Closes questions when their time is over, by the same command as anchors, and asks Api for those that Redis has lost: they are never drawn
/// from what is left.
/// </summary>
internal sealed class QuestionKind(QuestionStore questions, LaterQuestions later, Handover handover, RoomLog log, IServiceScopeFactory scopes) : IWindowKind
{
    public string Name => QuestionStore.Kind;

    public async Task StepAsync(WindowRef window, CancellationToken cancellation)
    {
        var stage = StageId.Parse(window.Room.Value);
        if (await later.StepAsync(QuestionId.Parse(window.Id), stage))
            return;

        var clock = Actor.Rule(Rules.WindowEnd, stage);
        using var scope = scopes.CreateScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CloseQuestion(clock, QuestionId.Parse(window.Id), AtOnce: false), cancellation);
        await questions.CallOffIfUnmarkedAsync(QuestionId.Parse(window.Id), stage);
    }

    /// <summary>
    /// What viewers have heard the result of is revealed again with the result that is committed. Other rooms than the question's own are told
    /// when it is voided.
    /// </summary>
    public async Task<bool> RecoverAsync(RoomId room, ShownWindow shown)
    {
        if (shown.Opened is QuestionScheduled scheduled)
            return await RecoverAsync(room, scheduled, shown.Event.By);

        var opened = (QuestionOpened)shown.Opened;
        var state = await DoubtAsync(shown, opened);
        // Redis has lost that it opened, and the answers with it: it does not open twice.
        if (state == WindowState.Scheduled && await questions.ReadAsync(opened.Id, opened.Stage) is { } unopened)
            state = await later.VoidLostAsync(unopened);
        if (shown.Heard && state == WindowState.Sealed && await questions.ReadAsync(opened.Id, opened.Stage) is { } drawn)
            state = await questions.RevealAsync(drawn, shown.Event.ShowAt ?? shown.Event.At, shown.Result?.By ?? Actor.Rule(Rules.WindowWanted, opened.Stage).Author);
        if (state == WindowState.Sealed)
            return !shown.Heard;
        if (room == opened.Stage.Room)
            return true;
        if (state == WindowState.Voided)
            await log.AppendAsync(room, LogLane.Control, [Voided(opened.Id, opened.Stage)]);
        return state != WindowState.Doubtful;
    }

    /// <summary>
    /// Nobody has answered it: what is lost of a question that was only scheduled is voided, and its prize is found by the book of prizes. Of what
    /// is not lost its room is told again.
    /// </summary>
    private async Task<bool> RecoverAsync(RoomId room, QuestionScheduled scheduled, EventAuthor? by)
    {
        var left = await questions.ReadAsync(scheduled.Id, scheduled.Stage);
        if (left is null)
            await log.AppendAsync(room, LogLane.Control, [Voided(scheduled.Id, scheduled.Stage)]);
        else if (left.Window.State == WindowState.Scheduled && room == scheduled.Stage.Room)
            await log.AppendAsync(room, LogLane.Control, [new NewEvent(scheduled, ShowAt: null, by ?? Actor.Rule(Rules.RoomRestored, scheduled.Stage).Author) { OnceId = Once.Announcement($"again:{scheduled.Id}") }]);
        return true;
    }

    /// <summary>
    /// Asks Api for a question, from what its event said, and shows it as closed. If its result was heard, it is revealed as soon as Api tells it
    /// again. Returns its <see cref="WindowState"/>.
    /// </summary>
    private Task<string> DoubtAsync(ShownWindow shown, QuestionOpened opened)
    {
        var draft = new QuestionDraft { Text = opened.Text, Options = opened.Options, Answer = Question.Unmarked, Seconds = 0, Winners = opened.Winners, ProductId = opened.Prize?.Id, Strength = opened.Strength };
        var window = QuestionStore.New(opened, draft, seed: "");
        return handover.DoubtAsync(
            window with { Own = [.. window.Own, new("closesAt", opened.ClosesAt), new("acceptUntil", opened.AcceptUntil)] },
            new NewEvent(opened, shown.Event.ShowAt, shown.Event.By ?? Actor.Rule(Rules.RoomRestored, opened.Stage).Author),
            QuestionStore.Lost(opened.Id, opened.Stage),
            shown.Heard,
            shown.Result?.By);
    }

    /// <summary>Every node of the room says it, and one is heard.</summary>
    private static NewEvent Voided(QuestionId id, StageId stage) =>
        QuestionStore.Voided(id, stage) with { OnceId = Once.Announcement($"voided:{id}") };
}

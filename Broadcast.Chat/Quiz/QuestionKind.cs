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
internal sealed class QuestionKind(QuestionStore questions, Handover handover, RoomLog log, IServiceScopeFactory scopes) : IWindowKind
{
    public string Name => QuestionStore.Kind;

    public async Task StepAsync(WindowRef window, CancellationToken cancellation)
    {
        var clock = Actor.Rule(Rules.WindowEnd, StageId.Parse(window.Room.Value));
        using var scope = scopes.CreateScope();
        await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CloseQuestion(clock, QuestionId.Parse(window.Id), AtOnce: false), cancellation);
    }

    /// <summary>
    /// What viewers have heard the result of is revealed again with the result that is committed. Other rooms than the question's own are told
    /// when it is voided.
    /// </summary>
    public async Task<bool> RecoverAsync(RoomId room, ShownWindow shown)
    {
        var opened = (QuestionOpened)shown.Opened;
        var state = await DoubtAsync(shown, opened);
        if (shown.Heard && state == WindowState.Sealed && await questions.ReadAsync(opened.Id, opened.Stage) is { } drawn)
            state = await questions.RevealAsync(drawn, shown.Event.ShowAt ?? shown.Event.At, shown.Result?.By ?? Actor.Rule(Rules.WindowWanted, opened.Stage).Author);
        if (state == WindowState.Sealed)
            return !shown.Heard;
        if (room == opened.Stage.Room)
            return true;
        if (state == WindowState.Voided)
            await log.AppendAsync(room, LogLane.Control, [Voided(opened)]);
        return state != WindowState.Doubtful;
    }

    /// <summary>
    /// Asks Api for a question, from what its event said, and shows it as closed. If its result was heard, it is revealed as soon as Api tells it
    /// again. Returns its <see cref="WindowState"/>.
    /// </summary>
    private Task<string> DoubtAsync(ShownWindow shown, QuestionOpened opened)
    {
        var draft = new QuestionDraft { Text = opened.Text, Options = opened.Options, Answer = -1, Seconds = 0, Winners = opened.Winners, ProductId = opened.Prize?.Id, Strength = opened.Strength };
        var window = QuestionStore.New(opened, draft, seed: "");
        return handover.DoubtAsync(
            window with { Own = [.. window.Own, new("closesAt", opened.ClosesAt), new("acceptUntil", opened.AcceptUntil)] },
            new NewEvent(opened, shown.Event.ShowAt, shown.Event.By ?? Actor.Rule(Rules.RoomRestored, opened.Stage).Author),
            QuestionStore.Lost(opened.Id, opened.Stage),
            shown.Heard,
            shown.Result?.By);
    }

    /// <summary>Every node of the room says it, and one is heard.</summary>
    private static NewEvent Voided(QuestionOpened question) =>
        QuestionStore.Voided(question.Id, question.Stage) with { OnceId = Once.Announcement($"voided:{question.Id}") };
}

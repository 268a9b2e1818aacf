using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Asks Api for the questions of a log that is gone, if Redis has lost them with it: they are never drawn from what is left. What viewers have
/// heard the result of is revealed again with the result that is committed. Other rooms than the question's own are told when it is voided.
/// </summary>
internal sealed class LostQuestions(QuestionStore questions, DoubtfulQuestions doubtful, RoomLog log)
{
    /// <summary>Returns those that are not decided yet: to be tried again.</summary>
    /// <param name="room">The room whose log began anew; a stage's or a relay's.</param>
    /// <param name="shown">What it showed.</param>
    public async Task<IReadOnlyList<ShownQuestion>> AskAsync(RoomId room, IEnumerable<ShownQuestion> shown)
    {
        var open = new List<ShownQuestion>();
        foreach (var question in shown)
        {
            if (!await IsDecidedAsync(room, question))
                open.Add(question);
        }

        return open;
    }

    private async Task<bool> IsDecidedAsync(RoomId room, ShownQuestion shown)
    {
        var (id, stage) = (shown.Opened.Id, shown.Opened.Stage);
        try
        {
            var state = await doubtful.DoubtAsync(shown);
            if (shown.Heard && state == Question.Drawn && await questions.ReadAsync(id, stage) is { } drawn)
                state = await questions.RevealAsync(drawn, shown.Event.ShowAt ?? shown.Event.At);
            if (state == Question.Drawn)
                return !shown.Heard;
            if (room == stage.Room)
                return true;
            if (state == Question.Voided)
                await log.AppendAsync(room, LogLane.Control, [Voided(shown.Opened)]);
            return state != Question.Doubtful;
        }
        catch (Exception exception) when (RoomFailure.Of(exception) is not null)
        {
            // The stage's Redis is away, or too many outcomes wait. Meanwhile the others go on.
            return false;
        }
    }

    /// <summary>Every node of the room says it, and one is heard.</summary>
    private static NewEvent Voided(QuestionOpened question) =>
        new(new QuestionVoided { Id = question.Id, Stage = question.Stage }) { OnceId = Once.Announcement($"voided:{question.Id}") };
}

/// <summary>A question that a room showed.</summary>
/// <param name="Event">Its event.</param>
/// <param name="Opened">What the event said.</param>
/// <param name="Heard">True when its result was shown.</param>
internal sealed record ShownQuestion(RoomEvent Event, QuestionOpened Opened, bool Heard);

using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms.Log;

namespace Broadcast.Chat.Quiz;

/// <summary>Voids the questions of a log that is gone, if Redis has lost them with it: they are never drawn from what is left.</summary>
internal sealed class LostQuestions(QuestionStore questions, RoomLog log)
{
    /// <param name="room">The room whose log began anew; a stage's or a relay's.</param>
    /// <param name="unsettled">What it showed without a result.</param>
    public async Task VoidAsync(RoomId room, IEnumerable<QuestionOpened> unsettled)
    {
        foreach (var question in unsettled)
        {
            await questions.VoidAsync(question);
            if (room != question.Stage.Room && await questions.ReadAsync(question.Id, question.Stage) is { State: Question.Voided })
                await log.AppendAsync(room, LogLane.Control, [Voided(question)]);
        }
    }

    /// <summary>Every node of the room says it, and one is heard.</summary>
    private static NewEvent Voided(QuestionOpened question) =>
        new(new QuestionVoided { Id = question.Id, Stage = question.Stage }) { OnceId = Once.Announcement($"voided:{question.Id}") };
}

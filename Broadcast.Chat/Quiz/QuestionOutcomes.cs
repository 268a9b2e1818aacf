using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Outcomes;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Windows;
using StackExchange.Redis;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Makes the outcome of a closed, doubtful or voided question. Its entry only names it: entrants may be many, and are read where they lie. A question
/// is handed to the draw only when it is closed and whole: its state, the log's root and the server's history are read before the answers and
/// after them. All answers count; only persons who have proved it as strongly as winning takes are entrants.
/// </summary>
internal sealed class QuestionOutcomes(WindowStore windows, EntryStore entries) : IOutcomeSource<QuestionOutcome>
{
    public string Kind => QuestionStore.Kind;

    public async Task<QuestionOutcome?> ReadAsync(RoomId room, StreamEntry entry)
    {
        var (stage, id, at) = (StageId.Parse(room.Value), QuestionId.Parse((string)entry["window"]!), (long)entry["at"]);
        var window = QuestionStore.Ref(id, stage);
        if (await windows.WholeAsync(window) is not { } before)
            return null;

        var question = Question.Read(before.Window);
        if (before.Window.State is WindowState.Voided or WindowState.Doubtful)
            return Lost(question, at);
        if (before.Window.Retold)
            return null;
        if (!before.Window.IsComplete)
            throw new InvalidDataException($"Question {id} is {before.Window.State}: it is not drawn before it is closed.");
        // Of a question that was drawn already, the database has the result.
        if (before.Window.State == WindowState.Closed && !before.InItsLog)
            return Lost(question, at);

        if (before.Window.Lacks)
            throw new InvalidDataException($"Question {id} has no right option yet: an older build has handed it over, and marking the option does it again.");

        var right = await entries.WithValueAsync(window, question.Answer);
        if (right.Count != before.Window.Counts[question.Answer])
            throw new InvalidDataException($"Question {id} counted {before.Window.Counts[question.Answer]} right answers and has {right.Count}: it is not drawn.");
        if (!before.Agrees(await windows.WholeAsync(window)))
            throw new InvalidDataException($"Question {id} changed while its answers were read: it is not drawn from them.");

        var entrants = right.Select(entry => (entry.Person, Detail: AnswerDetail.Read(entry.Person, entry.Detail))).Where(entry => entry.Detail.Proof.Meets(question.Strength));
        return new QuestionSettled
        {
            Id = $"question:{id}",
            Stage = stage,
            At = at,
            Question = id,
            Text = question.Text,
            Options = question.Options,
            Answer = question.Answer,
            Winners = question.Winners,
            Prize = question.Prize,
            Seed = question.Seed,
            Commitment = question.Commitment,
            Counts = question.Window.Counts,
            OpenedBy = question.Window.OpenedBy,
            ClosedBy = question.Window.ClosedBy,
            Entrants = [.. entrants.Select(entry => new Winner { Viewer = entry.Person, Name = entry.Detail.Name })],
        };
    }

    private static QuestionLost Lost(Question question, long at) => new()
    {
        Id = $"question:{question.Id}",
        Stage = question.Stage,
        At = at,
        Question = question.Id,
        Text = question.Text,
        Options = question.Options,
        Answer = question.Answer,
        Winners = question.Winners,
        Prize = question.Prize,
        Seed = question.Seed,
        Commitment = question.Commitment,
        Counts = question.Window.Counts,
        OpenedBy = question.Window.OpenedBy,
        ClosedBy = question.Window.ClosedBy,
        Voided = question.Window.State == WindowState.Voided,
    };
}

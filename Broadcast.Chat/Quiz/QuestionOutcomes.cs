using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Outcomes;
using StackExchange.Redis;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Makes the outcome of a closed, doubtful or voided question. Its entry only names it: entrants may be many, and are read where they lie. A question
/// is handed to the draw only when it is closed and whole: its state, the log's root and the server's run are read before the answers and
/// after them.
/// </summary>
internal sealed class QuestionOutcomes(QuestionStore questions) : IOutcomeSource<QuestionOutcome>
{
    public string Kind => "question";

    public async Task<QuestionOutcome?> ReadAsync(RoomId room, StreamEntry entry)
    {
        var (stage, id, at) = (StageId.Parse(room.Value), QuestionId.Parse((string)entry["question"]!), (long)entry["at"]);
        if (await questions.WholeAsync(id, stage) is not { } before)
            return null;

        var question = before.Question;
        if (question.State is Question.Voided or Question.Doubtful)
            return Lost(question, at);
        if (question.Retold)
            return null;
        if (!question.IsClosed)
            throw new InvalidDataException($"Question {id} is {question.State}: it is not drawn before it is closed.");
        // Of a question that was drawn already, the database has the result.
        if (question.State == Question.Closed && !before.InItsLog)
            return Lost(question, at);

        var entrants = await questions.WhoChoseAsync(id, stage, question.Answer);
        if (entrants.Count != question.Counts[question.Answer])
            throw new InvalidDataException($"Question {id} counted {question.Counts[question.Answer]} right answers and has {entrants.Count}: it is not drawn.");
        if (!before.Agrees(await questions.WholeAsync(id, stage)))
            throw new InvalidDataException($"Question {id} changed while its answers were read: it is not drawn from them.");

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
            Counts = question.Counts,
            Entrants = entrants,
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
        Counts = question.Counts,
        Voided = question.State == Question.Voided,
    };
}

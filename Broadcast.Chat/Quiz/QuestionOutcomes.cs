using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Outcomes;
using StackExchange.Redis;

namespace Broadcast.Chat.Quiz;

/// <summary>Makes the outcome of a closed question. Its entry only names it: entrants may be many, and are read where they lie.</summary>
internal sealed class QuestionOutcomes(QuestionStore questions) : IOutcomeSource<QuestionSettled>
{
    public string Kind => "question";

    public async Task<QuestionSettled?> ReadAsync(RoomId room, StreamEntry entry)
    {
        var (stage, id) = (StageId.Parse(room.Value), QuestionId.Parse((string)entry["question"]!));
        if (await questions.ReadAsync(id, stage) is not { } question || question.State == Question.Voided)
            return null;

        var entrants = await questions.WhoChoseAsync(id, stage, question.Answer);
        if (entrants.Count != question.Counts[question.Answer])
            throw new InvalidDataException($"Question {id} counted {question.Counts[question.Answer]} right answers and has {entrants.Count}: it is not drawn.");

        return new QuestionSettled
        {
            Id = $"question:{id}",
            Stage = stage,
            At = (long)entry["at"],
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
}

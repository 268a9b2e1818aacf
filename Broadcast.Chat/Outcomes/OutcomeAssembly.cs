using Broadcast.Chat.Contracts;
using Broadcast.Chat.Quiz;
using StackExchange.Redis;

namespace Broadcast.Chat.Outcomes;

/// <summary>Makes outcomes from stream entries. A question's entry only names it: entrants may be many, and are read where they lie.</summary>
internal sealed class OutcomeAssembly(QuestionStore questions)
{
    /// <summary>Null when what the entry names is gone.</summary>
    public async Task<RoomOutcome?> AssembleAsync(StageId stage, StreamEntry entry) => (string?)entry[OutcomeStream.Kind] switch
    {
        OutcomeStream.Pin => new PinEnded
        {
            Id = $"pin:{entry["pin"]}",
            Stage = stage,
            At = (long)entry["at"],
            Pin = PinId.Parse((string)entry["pin"]!),
            Product = ProductId.Parse((string)entry["product"]!),
            From = (long)entry["from"],
            Clicks = (long)entry["clicks"],
        },
        OutcomeStream.Question => await SettledAsync(stage, QuestionId.Parse((string)entry["question"]!), (long)entry["at"]),
        _ => null,
    };

    private async Task<QuestionSettled?> SettledAsync(StageId stage, QuestionId id, long at)
    {
        if (await questions.ReadAsync(id, stage) is not { } question || question.State == Question.Voided)
            return null;

        var entrants = await questions.WhoChoseAsync(id, stage, question.Answer);
        if (entrants.Count != question.Counts[question.Answer])
            throw new InvalidDataException($"Question {id} counted {question.Counts[question.Answer]} right answers and has {entrants.Count}: it is not drawn.");

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
}

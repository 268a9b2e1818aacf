using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Rooms;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Where Api says who won, after the database has it. From then on the question may be revealed; if an anchor has asked for that, this is
/// the step that does it. Repeating it changes nothing: the first winners stand.
/// </summary>
internal sealed class QuestionSettlement(QuestionStore questions, ShowTime showTime) : IRoomQuestions
{
    public async Task<Result<Done>> SettleAsync(QuestionId id, IReadOnlyList<Winner> winners)
    {
        if (id.Stage is not { } stage || await questions.ReadAsync(id, stage) is not { } question)
            return QuizErrors.Unknown;

        return await questions.SettleAsync(question, winners, await showTime.OfAsync(stage)) switch
        {
            Question.Drawn or Question.Revealed => new Done(),
            Question.Open => QuizErrors.Open,
            Question.Voided => QuizErrors.Voided,
            _ => QuizErrors.Unknown,
        };
    }

    public async Task<bool> VoidAsync(QuestionId id) => id.Stage is { } stage && await questions.VoidAsync(id, stage) == Question.Voided;

    public async Task<IReadOnlySet<QuestionId>> AwaitingRevealAsync(IEnumerable<QuestionId> ids)
    {
        var stages = ids.Where(id => id.Stage is not null).GroupBy(id => id.Stage!.Value);
        var awaiting = await Task.WhenAll(stages.Select(async stage =>
        {
            QuestionId[] asked = [.. stage];
            var states = await questions.StatesAsync(stage.Key, asked);
            return asked.Where((_, i) => states[i] is Question.Closed or Question.Drawn).ToList();
        }));
        return awaiting.SelectMany(found => found).ToHashSet();
    }
}

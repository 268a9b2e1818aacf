using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Rooms;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Where Api says what became of a question, after the database has it. From then on the question may be revealed; if an anchor has asked for
/// that, this is the step that does it. Repeating it changes nothing: the first winners stand.
/// </summary>
internal sealed class QuestionSettlement(QuestionStore questions, DoubtfulQuestions doubtful, ShowTime showTime) : IRoomQuestions
{
    public async Task<Result<Done>> SettleAsync(QuestionId id, CommittedQuestion result) =>
        id.Stage is not { } stage ? QuizErrors.Unknown : await questions.SettleAsync(id, stage, result, await showTime.OfAsync(stage)) switch
        {
            Question.Drawn or Question.Revealed => new Done(),
            Question.Open => QuizErrors.Open,
            Question.Voided => QuizErrors.Voided,
            _ => QuizErrors.Unknown,
        };

    public async Task<Result<Done>> VoidAsync(QuestionId id) =>
        id.Stage is not { } stage ? QuizErrors.Unknown : await doubtful.VoidAsync(id, stage) switch
        {
            Question.Voided => new Done(),
            Question.Open => QuizErrors.Open,
            Question.Drawn or Question.Revealed => QuizErrors.Closed,
            _ => QuizErrors.Unknown,
        };

    public async Task<IReadOnlySet<QuestionId>> AwaitingRevealAsync(IEnumerable<QuestionId> ids)
    {
        var stages = ids.Where(id => id.Stage is not null).GroupBy(id => id.Stage!.Value);
        var awaiting = await Task.WhenAll(stages.Select(async stage =>
        {
            QuestionId[] asked = [.. stage];
            var states = await questions.StatesAsync(stage.Key, asked);
            return asked.Where((_, i) => states[i] is Question.Closed or Question.Drawn or Question.Doubtful).ToList();
        }));
        return awaiting.SelectMany(found => found).ToHashSet();
    }
}

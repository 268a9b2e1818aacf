using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Windows;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Where Api says what became of a question, after the database has it. From then on the question may be revealed; if an anchor has asked for
/// that, this is the step that does it. Repeating it changes nothing: the first winners stand.
/// </summary>
internal sealed class QuestionSettlement(QuestionStore questions, ShowTime showTime) : IRoomQuestions
{
    public async Task<Result<Done>> SettleAsync(QuestionId id, CommittedQuestion result) =>
        id.Stage is not { } stage ? QuizErrors.Unknown : await questions.SealAsync(id, stage, result, await showTime.OfAsync(stage)) switch
        {
            WindowState.Sealed or WindowState.Settled => new Done(),
            WindowState.Open or WindowState.Paused => QuizErrors.Open,
            WindowState.Voided => QuizErrors.Voided,
            _ => QuizErrors.Unknown,
        };

    public async Task<Result<Done>> VoidAsync(QuestionId id) =>
        id.Stage is not { } stage ? QuizErrors.Unknown : await questions.VoidAsync(id, stage) switch
        {
            WindowState.Voided => new Done(),
            WindowState.Open or WindowState.Paused => QuizErrors.Open,
            WindowState.Sealed or WindowState.Settled => QuizErrors.Closed,
            _ => QuizErrors.Unknown,
        };

    public async Task<IReadOnlySet<QuestionId>> AwaitingRevealAsync(IEnumerable<QuestionId> ids)
    {
        var stages = ids.Where(id => id.Stage is not null).GroupBy(id => id.Stage!.Value);
        var awaiting = await Task.WhenAll(stages.Select(async stage =>
        {
            QuestionId[] asked = [.. stage];
            var states = await questions.StatesAsync(stage.Key, asked);
            return asked.Where((_, i) => states[i] is WindowState.Closed or WindowState.Sealed or WindowState.Doubtful).ToList();
        }));
        return awaiting.SelectMany(found => found).ToHashSet();
    }
}

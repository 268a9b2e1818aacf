using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Leases;
using Broadcast.Chat.Spine.Rooms;
using Broadcast.Chat.Windows;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// Where Api says what became of a question, after the database has it. From then on the question may be revealed; if an anchor has asked for
/// that, this is the step that does it. Repeating it changes nothing: the first winners stand.
/// </summary>
internal sealed class QuestionSettlement(QuestionStore questions, ShowTime showTime) : IRoomQuestions
{
    public async Task<Result<Done>> SettleAsync(QuestionId id, CommittedQuestion result, Lease lease) =>
        id.Stage is not { } stage ? QuizErrors.Unknown : await questions.SealAsync(id, stage, result, await showTime.OfAsync(stage), lease) switch
        {
            WindowState.Sealed or WindowState.Settled => new Done(),
            WindowState.Open or WindowState.Paused => QuizErrors.Open,
            WindowState.Voided => QuizErrors.Voided,
            _ => QuizErrors.Unknown,
        };

    public async Task<Result<Done>> VoidAsync(QuestionId id, Lease lease) =>
        id.Stage is not { } stage ? QuizErrors.Unknown : await questions.VoidAsync(id, stage, lease) switch
        {
            WindowState.Voided => new Done(),
            WindowState.Open or WindowState.Paused => QuizErrors.Open,
            WindowState.Sealed or WindowState.Settled => QuizErrors.Closed,
            _ => QuizErrors.Unknown,
        };

    public async Task<IReadOnlySet<QuestionId>> AwaitingRevealAsync(IEnumerable<QuestionId> ids) =>
        (await StatesAsync(ids)).Where(asked => asked.State is WindowState.Closed or WindowState.Sealed or WindowState.Doubtful).Select(asked => asked.Id).ToHashSet();

    public async Task<IReadOnlyDictionary<QuestionId, bool>> ShownAmongAsync(IEnumerable<QuestionId> ids) =>
        (await StatesAsync(ids)).Where(asked => asked.State is WindowState.Settled or "").ToDictionary(asked => asked.Id, asked => asked.State == WindowState.Settled);

    public async Task<bool> RefuseAsync(QuestionId id) => id.Stage is { } stage && await questions.RefuseAsync(id, stage);

    /// <summary>The states of the questions; empty for those that are not there.</summary>
    private async Task<IEnumerable<(QuestionId Id, string State)>> StatesAsync(IEnumerable<QuestionId> ids)
    {
        var stages = ids.Where(id => id.Stage is not null).GroupBy(id => id.Stage!.Value);
        var states = await Task.WhenAll(stages.Select(async stage =>
        {
            QuestionId[] asked = [.. stage];
            return asked.Zip(await questions.StatesAsync(stage.Key, asked));
        }));
        return states.SelectMany(found => found);
    }
}

using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Errors;

namespace Broadcast.Chat.Spine.Rooms;

/// <summary>Lets the service that draws the winners settle a room's questions.</summary>
internal interface IRoomQuestions
{
    /// <summary>Reports the winners once the database has them. A second call changes nothing: the first winners stand.</summary>
    /// <returns>Errors: <c>quiz.unknown</c> (Redis has lost the question), <c>quiz.open</c>, <c>quiz.voided</c>.</returns>
    Task<Result<Done>> SettleAsync(QuestionId id, IReadOnlyList<Winner> winners);

    /// <summary>
    /// Voids a closed question of which <see cref="Contracts.Outcomes.QuestionLost"/> was delivered and no result is committed. A second
    /// call changes nothing.
    /// </summary>
    /// <returns>False when the question is not voided: its log is whole, or it has a result.</returns>
    Task<bool> VoidAsync(QuestionId id);

    /// <summary>
    /// Those of the questions that are closed and whose result has not been shown: one call of Redis per stage, whatever their number.
    /// Throws Redis' exceptions while it is away.
    /// </summary>
    Task<IReadOnlySet<QuestionId>> AwaitingRevealAsync(IEnumerable<QuestionId> ids);
}

using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Spine.Errors;
using Broadcast.Chat.Spine.Leases;

namespace Broadcast.Chat.Spine.Rooms;

/// <summary>Lets the service that draws the winners settle a room's questions. It tells only what its database has committed.</summary>
internal interface IRoomQuestions
{
    /// <summary>
    /// Tells the committed result; a room that has lost a part of the question gets that with it. A second call changes nothing: the first
    /// winners stand.
    /// </summary>
    /// <returns>Errors: <c>quiz.unknown</c> (Redis has lost the question), <c>quiz.open</c> (it has lost the close), <c>quiz.voided</c>.</returns>
    /// <exception cref="LeaseRefusedException">Another process settles the questions by now.</exception>
    Task<Result<Done>> SettleAsync(QuestionId id, CommittedQuestion result, Lease lease);

    /// <summary>Voids a question that is voided in the database. A second call changes nothing.</summary>
    /// <returns>Errors: <c>quiz.unknown</c> (Redis has lost the question), <c>quiz.open</c> (it has lost the close), <c>quiz.closed</c> (the room has a result).</returns>
    /// <exception cref="LeaseRefusedException">Another process settles the questions by now.</exception>
    Task<Result<Done>> VoidAsync(QuestionId id, Lease lease);

    /// <summary>
    /// Those of the questions that are closed and whose result has not been shown: one call of Redis per stage, whatever their number.
    /// Throws Redis' exceptions while it is away.
    /// </summary>
    Task<IReadOnlySet<QuestionId>> AwaitingRevealAsync(IEnumerable<QuestionId> ids);

    /// <summary>
    /// Of the questions those whose result no room holds back: true when it has been shown, false when Redis does not have the question (any more).
    /// One call of Redis per stage, whatever their number. Throws Redis' exceptions while it is away.
    /// </summary>
    Task<IReadOnlyDictionary<QuestionId, bool>> ShownAmongAsync(IEnumerable<QuestionId> ids);

    /// <summary>Refuses a question that no room has, so that it can never be asked. True when it never will be; false when a room has it. Throws Redis' exceptions while it is away.</summary>
    Task<bool> RefuseAsync(QuestionId id);
}

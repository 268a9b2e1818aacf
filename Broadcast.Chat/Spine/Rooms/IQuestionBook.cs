using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Spine.Rooms;

/// <summary>What the database has of questions, for the sweep that compares the rooms with it.</summary>
internal interface IQuestionBook
{
    /// <summary>Of <paramref name="questions"/> those that are decided: true when voided, false when there is a result that holds.</summary>
    Task<IReadOnlyDictionary<QuestionId, bool>> VoidedAmongAsync(IReadOnlyList<QuestionId> questions, CancellationToken cancellation);
}

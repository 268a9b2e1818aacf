using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Rooms;

namespace Broadcast.Api.Results;

/// <summary>
/// Finds questions whose result is committed but not revealed yet: until the reveal nobody may read it, not even staff. A question that
/// Redis no longer knows counts as revealed. While Redis is unavailable, the calls fail.
/// </summary>
internal sealed class UnrevealedQuestions(IRoomQuestions questions)
{
    public async Task<bool> HoldsAsync(QuestionId id) => (await AmongAsync([id])).Contains(id);

    /// <summary>Those of <paramref name="ids"/> that must not be shown yet.</summary>
    public Task<IReadOnlySet<QuestionId>> AmongAsync(IEnumerable<QuestionId> ids) => questions.AwaitingRevealAsync(ids);
}

using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Rooms;

namespace Broadcast.Api.Results;

/// <summary>
/// Finds questions whose result is committed but not revealed yet: until the reveal nobody may read it, not even staff. A question that
/// Redis no longer knows counts as revealed. While Redis is unavailable, the calls fail.
/// </summary>
internal sealed class UnrevealedQuestions(IRoomQuestions questions)
{
    public Task<bool> HoldsAsync(QuestionId id) => questions.AwaitsRevealAsync(id);

    /// <summary>Those of <paramref name="ids"/> that must not be shown yet.</summary>
    public async Task<HashSet<QuestionId>> AmongAsync(IReadOnlyList<QuestionId> ids)
    {
        var held = await Task.WhenAll(ids.Select(HoldsAsync));
        return [.. ids.Where((_, i) => held[i])];
    }
}

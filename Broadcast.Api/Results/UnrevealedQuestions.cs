using Broadcast.Chat.Contracts;
using Broadcast.Chat.Quiz;

namespace Broadcast.Api.Results;

/// <summary>
/// Results are in the database before they are revealed; until then nobody reads them, staff neither. A question that Redis no longer
/// knows is over. While Redis is away nothing can be said, and the call fails as a whole.
/// </summary>
internal sealed class UnrevealedQuestions(QuestionStore questions)
{
    public async Task<bool> HoldsAsync(QuestionId id) =>
        id.Stage is { } stage && await questions.ReadAsync(id, stage) is { State: Question.Closed or Question.Drawn };

    /// <summary>Those of <paramref name="ids"/> that must not be shown yet.</summary>
    public async Task<HashSet<QuestionId>> AmongAsync(IReadOnlyList<QuestionId> ids)
    {
        var held = await Task.WhenAll(ids.Select(HoldsAsync));
        return [.. ids.Where((_, i) => held[i])];
    }
}

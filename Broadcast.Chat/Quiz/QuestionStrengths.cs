using System.Collections.Concurrent;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Windows;

namespace Broadcast.Chat.Quiz;

/// <summary>
/// The least proof that winning each question takes. It never changes, so a node asks Redis once for each question. Any thread may call.
/// </summary>
internal sealed class QuestionStrengths(WindowStore windows)
{
    /// <summary>Questions that are remembered; with more, all are asked for anew.</summary>
    private const int Most = 1000;

    private readonly ConcurrentDictionary<QuestionId, Proof> _known = [];

    /// <summary>Of a question that is not there, what is usual. Throws Redis' exceptions.</summary>
    public async ValueTask<Proof> OfAsync(QuestionId id, StageId stage)
    {
        if (_known.TryGetValue(id, out var known))
            return known;
        if (ProofWords.Read(await windows.FieldAsync(QuestionStore.Ref(id, stage), Question.StrengthField)) is not { } found)
            return ProofWords.Usual;

        if (_known.Count >= Most)
            _known.Clear();
        return _known[id] = found;
    }
}

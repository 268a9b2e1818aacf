using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Relay;

/// <summary>A question's event, as Shown.lua names it: <c>question.closed gushi.4f2a</c>.</summary>
/// <param name="Type">One of <see cref="EventTypes"/>.</param>
/// <param name="Question">Whose step it is.</param>
internal readonly record struct QuestionStep(string Type, QuestionId Question)
{
    public bool Opens => Type == EventTypes.QuestionOpened;

    /// <summary>Null for what is no step of a question.</summary>
    public static QuestionStep? Of(IEventData data) => data switch
    {
        QuestionOpened opened => new(EventTypes.QuestionOpened, opened.Id),
        QuestionClosed closed => new(EventTypes.QuestionClosed, closed.Id),
        QuestionRevealed revealed => new(EventTypes.QuestionRevealed, revealed.Id),
        QuestionVoided voided => new(EventTypes.QuestionVoided, voided.Id),
        _ => null,
    };

    /// <summary>Those among the fields of what a room shows.</summary>
    public static IReadOnlyList<QuestionStep> In(IEnumerable<string> fields) => [.. fields.Select(Read).OfType<QuestionStep>()];

    private static QuestionStep? Read(string field) =>
        field.Split(' ') is [var type, var id] && QuestionId.TryParse(id, null, out var question) ? new QuestionStep(type, question) : null;

    public override string ToString() => $"{Type} {Question}";
}

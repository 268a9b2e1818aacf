using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts.Ids;

/// <summary>A quiz question: <c>{stage}.{unique}</c>, so that every node finds its Redis slot without a look-up.</summary>
[JsonConverter(typeof(PlainIdConverter<QuestionId>))]
public readonly record struct QuestionId : IPlainId<QuestionId>, IParsable<QuestionId>
{
    private QuestionId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out QuestionId id)
    {
        var valid = IdShape.IsToken(text);
        id = valid ? new QuestionId(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not a well-formed id.</exception>
    public static QuestionId Parse(string s) =>
        TryParse(s, null, out var id) ? id : throw new FormatException("Not a valid QuestionId.");

    static QuestionId IParsable<QuestionId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <summary>The stage that the id names; null when it names none.</summary>
    public StageId? Stage =>
        Value.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && StageId.TryParse(Value[..dot], null, out var stage) ? stage : null;

    public override string ToString() => Value;
}

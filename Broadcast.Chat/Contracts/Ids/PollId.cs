using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts.Ids;

/// <summary>A quick poll: <c>{stage}.{unique}</c>, so that every node finds its Redis slot without a look-up.</summary>
[JsonConverter(typeof(PlainIdConverter<PollId>))]
public readonly record struct PollId : IPlainId<PollId>, IParsable<PollId>
{
    private PollId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out PollId id)
    {
        var valid = IdShape.IsToken(text);
        id = valid ? new PollId(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not a well-formed id.</exception>
    public static PollId Parse(string s) =>
        TryParse(s, null, out var id) ? id : throw new FormatException("Not a valid PollId.");

    static PollId IParsable<PollId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <summary>The stage that the id names; null when it names none.</summary>
    public StageId? Stage =>
        Value.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && StageId.TryParse(Value[..dot], null, out var stage) ? stage : null;

    public override string ToString() => Value;
}

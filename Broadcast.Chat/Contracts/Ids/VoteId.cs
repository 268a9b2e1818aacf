using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts.Ids;

/// <summary>A binding vote: <c>{stage}.{unique}</c>, so that everybody finds its stage without a look-up.</summary>
[JsonConverter(typeof(PlainIdConverter<VoteId>))]
public readonly record struct VoteId : IPlainId<VoteId>, IParsable<VoteId>
{
    private VoteId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out VoteId id)
    {
        var valid = IdShape.IsToken(text);
        id = valid ? new VoteId(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not a well-formed id.</exception>
    public static VoteId Parse(string s) =>
        TryParse(s, null, out var id) ? id : throw new FormatException("Not a valid VoteId.");

    static VoteId IParsable<VoteId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <summary>The stage that the id names; null when it names none.</summary>
    public StageId? Stage =>
        Value.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && StageId.TryParse(Value[..dot], null, out var stage) ? stage : null;

    public override string ToString() => Value;
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts.Ids;

/// <summary>One interval in which a product was pinned: <c>{stage}.{unique}</c>.</summary>
[JsonConverter(typeof(PlainIdConverter<PinId>))]
public readonly record struct PinId : IPlainId<PinId>, IParsable<PinId>
{
    private PinId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out PinId id)
    {
        var valid = IdShape.IsToken(text);
        id = valid ? new PinId(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not a well-formed id.</exception>
    public static PinId Parse(string s) =>
        TryParse(s, null, out var id) ? id : throw new FormatException("Not a valid PinId.");

    static PinId IParsable<PinId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <summary>The stage that the id names; null when it names none.</summary>
    public StageId? Stage =>
        Value.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot && StageId.TryParse(Value[..dot], null, out var stage) ? stage : null;

    public override string ToString() => Value;
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts.Ids;

/// <summary>One entry of a rundown.</summary>
[JsonConverter(typeof(PlainIdConverter<SlotId>))]
public readonly record struct SlotId : IPlainId<SlotId>, IParsable<SlotId>
{
    private SlotId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out SlotId id)
    {
        var valid = IdShape.IsToken(text);
        id = valid ? new SlotId(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not a well-formed id.</exception>
    public static SlotId Parse(string s) =>
        TryParse(s, null, out var id) ? id : throw new FormatException("Not a valid SlotId.");

    static SlotId IParsable<SlotId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    public override string ToString() => Value;
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts.Ids;

/// <summary>A viewer or a member of staff. Begins with <c>guest:</c>, <c>person:</c>, <c>site:</c> or <c>staff:</c>.</summary>
[JsonConverter(typeof(PlainIdConverter<ViewerId>))]
public readonly record struct ViewerId : IPlainId<ViewerId>, IParsable<ViewerId>
{
    private ViewerId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out ViewerId id)
    {
        var valid = IdShape.IsToken(text);
        id = valid ? new ViewerId(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not a well-formed id.</exception>
    public static ViewerId Parse(string s) =>
        TryParse(s, null, out var id) ? id : throw new FormatException("Not a valid ViewerId.");

    static ViewerId IParsable<ViewerId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    public override string ToString() => Value;
}

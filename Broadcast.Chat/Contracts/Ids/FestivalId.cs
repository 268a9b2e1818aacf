using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts.Ids;

/// <summary>A festival; its relay channel has the same id.</summary>
[JsonConverter(typeof(PlainIdConverter<FestivalId>))]
public readonly record struct FestivalId : IPlainId<FestivalId>, IParsable<FestivalId>
{
    private FestivalId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out FestivalId id)
    {
        var valid = IdShape.IsSlug(text);
        id = valid ? new FestivalId(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not a well-formed id.</exception>
    public static FestivalId Parse(string s) =>
        TryParse(s, null, out var id) ? id : throw new FormatException("Not a valid FestivalId.");

    static FestivalId IParsable<FestivalId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    public override string ToString() => Value;
}

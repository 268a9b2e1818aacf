using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts.Ids;

/// <summary>A village site: a screen before which a village watches together.</summary>
[JsonConverter(typeof(PlainIdConverter<SiteId>))]
public readonly record struct SiteId : IPlainId<SiteId>, IParsable<SiteId>
{
    private SiteId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out SiteId id)
    {
        var valid = IdShape.IsSlug(text);
        id = valid ? new SiteId(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not a well-formed id.</exception>
    public static SiteId Parse(string s) =>
        TryParse(s, null, out var id) ? id : throw new FormatException("Not a valid SiteId.");

    static SiteId IParsable<SiteId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    public override string ToString() => Value;
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts.Ids;

/// <summary>A product of the catalogue: its SKU at the shop. Upper and lower case differ.</summary>
[JsonConverter(typeof(PlainIdConverter<ProductId>))]
public readonly record struct ProductId : IPlainId<ProductId>, IParsable<ProductId>
{
    private ProductId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out ProductId id)
    {
        var valid = IdShape.IsSku(text);
        id = valid ? new ProductId(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not a well-formed id.</exception>
    public static ProductId Parse(string s) =>
        TryParse(s, null, out var id) ? id : throw new FormatException("Not a valid ProductId.");

    static ProductId IParsable<ProductId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    public override string ToString() => Value;
}

using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts.Ids;

/// <summary>The audience of a channel. The id is the channel's, and so for a stage the stage's.</summary>
[JsonConverter(typeof(PlainIdConverter<RoomId>))]
public readonly record struct RoomId : IPlainId<RoomId>, IParsable<RoomId>
{
    private RoomId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out RoomId id)
    {
        var valid = IdShape.IsSlug(text);
        id = valid ? new RoomId(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not a well-formed id.</exception>
    public static RoomId Parse(string s) =>
        TryParse(s, null, out var id) ? id : throw new FormatException("Not a valid RoomId.");

    static RoomId IParsable<RoomId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    public override string ToString() => Value;
}

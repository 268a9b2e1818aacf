using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts.Ids;

/// <summary>What viewers watch: a stage, or a relay, whose id is its festival’s.</summary>
[JsonConverter(typeof(PlainIdConverter<ChannelId>))]
public readonly record struct ChannelId : IPlainId<ChannelId>, IParsable<ChannelId>
{
    private ChannelId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out ChannelId id)
    {
        var valid = IdShape.IsSlug(text);
        id = valid ? new ChannelId(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not a well-formed id.</exception>
    public static ChannelId Parse(string s) =>
        TryParse(s, null, out var id) ? id : throw new FormatException("Not a valid ChannelId.");

    static ChannelId IParsable<ChannelId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <summary>The room of this channel's audience.</summary>
    public RoomId Room => RoomId.Parse(Value);

    public override string ToString() => Value;
}

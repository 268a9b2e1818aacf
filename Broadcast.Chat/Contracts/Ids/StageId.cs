using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts.Ids;

/// <summary>A location with one contribution feed, such as <c>gushi</c>. Every stage is a channel and a room of the same id.</summary>
[JsonConverter(typeof(PlainIdConverter<StageId>))]
public readonly record struct StageId : IPlainId<StageId>, IParsable<StageId>
{
    private StageId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, IFormatProvider? provider, out StageId id)
    {
        var valid = IdShape.IsSlug(text);
        id = valid ? new StageId(text!) : default;
        return valid;
    }

    /// <exception cref="FormatException">Not a well-formed id.</exception>
    public static StageId Parse(string s) =>
        TryParse(s, null, out var id) ? id : throw new FormatException("Not a valid StageId.");

    static StageId IParsable<StageId>.Parse(string s, IFormatProvider? provider) => Parse(s);

    /// <summary>The stage's own room.</summary>
    public RoomId Room => RoomId.Parse(Value);

    /// <summary>The stage's own channel.</summary>
    public ChannelId Channel => ChannelId.Parse(Value);

    public override string ToString() => Value;
}

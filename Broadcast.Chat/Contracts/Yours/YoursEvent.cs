using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts.Yours;

/// <summary>One entry of a person's inbox: what concerns this person alone. Stored before it is sent, and never changed.</summary>
[JsonConverter(typeof(YoursEventConverter))]
public sealed record YoursEvent
{
    /// <summary>The number in the inbox of this person: 1, 2, 3…, without holes.</summary>
    public required long Position { get; init; }

    /// <summary>One of <see cref="YoursTypes"/>. Clients pass over types that they do not know.</summary>
    public required string Type { get; init; }

    /// <summary>When it was stored, Unix milliseconds.</summary>
    public required long At { get; init; }

    /// <summary>The data, whose shape <see cref="Type"/> names.</summary>
    public required IYoursData Data { get; init; }
}

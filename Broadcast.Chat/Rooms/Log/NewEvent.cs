using System.Buffers;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;

namespace Broadcast.Chat.Rooms.Log;

/// <summary>An event before the log gives it its offset and time.</summary>
/// <param name="Data">The content, which also decides the event's type.</param>
/// <param name="ShowAt">Channel time in Unix milliseconds, or null.</param>
/// <param name="By">Who caused it: nothing is appended that nobody has.</param>
internal sealed record NewEvent(IEventData Data, long? ShowAt, EventAuthor By)
{
    /// <summary>Events with the same id are appended once. Already scoped to the sender.</summary>
    public string? OnceId { get; init; }

    /// <summary>The event's JSON after <c>offset</c> and <c>at</c>, as scripts expect it: <c>"type":…,"data":…}</c>.</summary>
    public byte[] Tail() => Tail(By);

    /// <summary>The same without <c>by</c>, for a script that knows better who it was and puts that in front.</summary>
    public byte[] Unsigned() => Tail(by: null);

    private byte[] Tail(EventAuthor? by)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = ContractJson.Options.Encoder }))
        {
            writer.WriteStartObject();
            RoomEventConverter.WriteBody(writer, EventCatalog.NameOf(Data), ShowAt, by, Data, ContractJson.Options);
            writer.WriteEndObject();
        }

        return buffer.WrittenSpan[1..].ToArray();
    }
}

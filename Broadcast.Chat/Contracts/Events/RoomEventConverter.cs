using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts.Events;

/// <summary>Writes and reads an event with the record that its <see cref="RoomEvent.Type"/> names.</summary>
internal sealed class RoomEventConverter : JsonConverter<RoomEvent>
{
    public override RoomEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // The type may stand behind the data that it names, so the whole object is read first.
        using var document = JsonDocument.ParseValue(ref reader);
        var json = document.RootElement;
        var type = json.GetProperty("type").GetString() ?? throw new JsonException("An event has no type.");
        var data = json.GetProperty("data");
        return new RoomEvent
        {
            Offset = json.GetProperty("offset").GetInt64(),
            Type = type,
            At = json.GetProperty("at").GetInt64(),
            ShowAt = json.TryGetProperty("showAt", out var showAt) ? showAt.GetInt64() : null,
            By = json.TryGetProperty("by", out var by) ? by.Deserialize<EventAuthor>(options) : null,
            Data = EventCatalog.TypeOf(type) is { } known
                ? (IEventData)(data.Deserialize(known, options) ?? throw new JsonException("An event has no data."))
                : new UnknownData(data.Clone()),
        };
    }

    /// <summary>Copies the event's JSON, which does not depend on the options: contracts are written by the same rules everywhere.</summary>
    public override void Write(Utf8JsonWriter writer, RoomEvent value, JsonSerializerOptions options) =>
        writer.WriteRawValue(value.Json(), skipInputValidation: true);

    /// <summary>The event as JSON, by the rules of <see cref="ContractJson"/>.</summary>
    internal static byte[] Render(RoomEvent value)
    {
        var output = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(output, new JsonWriterOptions { Encoder = ContractJson.Options.Encoder, SkipValidation = true });
        writer.WriteStartObject();
        writer.WriteNumber("offset", value.Offset);
        writer.WriteNumber("at", value.At);
        WriteBody(writer, value.Type, value.ShowAt, value.By, value.Data, ContractJson.Options);
        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenSpan.ToArray();
    }

    /// <summary>All members but <c>offset</c> and <c>at</c>, which only the log knows.</summary>
    internal static void WriteBody(Utf8JsonWriter writer, string type, long? showAt, EventAuthor? by, IEventData data, JsonSerializerOptions options)
    {
        writer.WriteString("type", type);
        if (showAt is { } time)
            writer.WriteNumber("showAt", time);
        if (by is not null)
        {
            writer.WritePropertyName("by");
            JsonSerializer.Serialize(writer, by, options);
        }

        writer.WritePropertyName("data");
        if (data is UnknownData unknown)
            unknown.Json.WriteTo(writer);
        else
            JsonSerializer.Serialize(writer, data, data.GetType(), options);
    }
}

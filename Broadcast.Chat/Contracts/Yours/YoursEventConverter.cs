using System.Text.Json;
using System.Text.Json.Serialization;

namespace Broadcast.Chat.Contracts.Yours;

/// <summary>Writes and reads an entry with the record that its <see cref="YoursEvent.Type"/> names.</summary>
internal sealed class YoursEventConverter : JsonConverter<YoursEvent>
{
    public override YoursEvent Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // The type may stand behind the data that it names, so the whole object is read first.
        using var document = JsonDocument.ParseValue(ref reader);
        var json = document.RootElement;
        var type = json.GetProperty("type").GetString() ?? throw new JsonException("An entry has no type.");
        return new YoursEvent
        {
            Position = json.GetProperty("position").GetInt64(),
            Type = type,
            At = json.GetProperty("at").GetInt64(),
            Data = YoursCatalog.Read(type, json.GetProperty("data")),
        };
    }

    public override void Write(Utf8JsonWriter writer, YoursEvent value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteNumber("position", value.Position);
        writer.WriteString("type", value.Type);
        writer.WriteNumber("at", value.At);
        writer.WritePropertyName("data");
        if (value.Data is RawYours raw)
            raw.Json.WriteTo(writer);
        else
            JsonSerializer.Serialize(writer, value.Data, value.Data.GetType(), options);
        writer.WriteEndObject();
    }
}

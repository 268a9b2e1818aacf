using System.Text.Json;
using MessagePack;
using MessagePack.Formatters;

namespace Broadcast.Chat.Contracts.Packed;

/// <summary>
/// A contract in MessagePack, with the same members and names as in JSON: it is made from the JSON and read back through it, so that the
/// converters and attributes for JSON hold here too.
/// </summary>
internal sealed class PackedContract<T> : IMessagePackFormatter<T>
{
    public void Serialize(ref MessagePackWriter writer, T value, MessagePackSerializerOptions options) =>
        PackedJson.Write(ref writer, JsonSerializer.SerializeToElement(value, ContractJson.Options));

    public T Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => PackedJson.Read<T>(ref reader, options);
}

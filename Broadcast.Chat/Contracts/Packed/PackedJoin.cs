using System.Text.Json;
using MessagePack;
using MessagePack.Formatters;

namespace Broadcast.Chat.Contracts.Packed;

/// <summary>
/// The answer to Join in MessagePack. Its events, of which there may be thousands, are copied as each was rendered once; the rest is written
/// as every contract is.
/// </summary>
internal sealed class PackedJoin : IMessagePackFormatter<JoinResult>
{
    private const string Events = "events";

    public void Serialize(ref MessagePackWriter writer, JoinResult value, MessagePackSerializerOptions options)
    {
        var rest = JsonSerializer.SerializeToElement(value with { Events = [], Written = null }, ContractJson.Options);
        writer.WriteMapHeader(rest.GetPropertyCount());
        foreach (var member in rest.EnumerateObject())
        {
            writer.Write(member.Name);
            if (member.NameEquals(Events))
                Write(ref writer, value);
            else
                PackedJson.Write(ref writer, member.Value);
        }

        value.Written?.Invoke();
    }

    public JoinResult Deserialize(ref MessagePackReader reader, MessagePackSerializerOptions options) => PackedJson.Read<JoinResult>(ref reader, options);

    private static void Write(ref MessagePackWriter writer, JoinResult value)
    {
        writer.WriteArrayHeader(value.Events.Count);
        foreach (var item in value.Events)
            writer.WriteRaw(item.Pack());
    }
}

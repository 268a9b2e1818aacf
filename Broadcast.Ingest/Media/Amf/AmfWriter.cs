using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Broadcast.Ingest.Media.Amf;

/// <summary>Writes AMF0 values of the types that <see cref="AmfReader"/> returns.</summary>
internal static class AmfWriter
{
    public static void WriteAmf(this IBufferWriter<byte> output, object? value)
    {
        switch (value)
        {
            case null:
                output.WriteMarker(AmfMarker.Null);
                break;
            case AmfUndefined:
                output.WriteMarker(AmfMarker.Undefined);
                break;
            case double number:
                output.WriteMarker(AmfMarker.Number);
                output.WriteDouble(number);
                break;
            case bool flag:
                output.WriteMarker(AmfMarker.Boolean);
                output.Write([(byte)(flag ? 1 : 0)]);
                break;
            case string text:
                output.WriteString(text);
                break;
            case AmfDate date:
                output.WriteMarker(AmfMarker.Date);
                output.WriteDouble(date.Milliseconds);
                output.WriteUInt16((ushort)date.Zone);
                break;
            case AmfObject target:
                output.WriteObject(target);
                break;
            case object?[] items:
                output.WriteMarker(AmfMarker.StrictArray);
                output.WriteUInt32((uint)items.Length);
                foreach (var item in items)
                    output.WriteAmf(item);
                break;
            default:
                throw new ArgumentException($"{value.GetType()} has no AMF0 form.", nameof(value));
        }
    }

    private static void WriteString(this IBufferWriter<byte> output, string text)
    {
        var length = Encoding.UTF8.GetByteCount(text);
        if (length > ushort.MaxValue)
        {
            output.WriteMarker(AmfMarker.LongString);
            output.WriteUInt32((uint)length);
            Encoding.UTF8.GetBytes(text, output);
            return;
        }

        output.WriteMarker(AmfMarker.String);
        output.WriteName(text);
    }

    private static void WriteObject(this IBufferWriter<byte> output, AmfObject target)
    {
        output.WriteMarker(target.IsArray ? AmfMarker.EcmaArray : AmfMarker.Object);
        if (target.IsArray)
            output.WriteUInt32((uint)target.Members.Count);

        foreach (var (name, value) in target.Members)
        {
            output.WriteName(name);
            output.WriteAmf(value);
        }

        output.WriteName("");
        output.WriteMarker(AmfMarker.ObjectEnd);
    }

    private static void WriteName(this IBufferWriter<byte> output, string name)
    {
        output.WriteUInt16(checked((ushort)Encoding.UTF8.GetByteCount(name)));
        Encoding.UTF8.GetBytes(name, output);
    }

    private static void WriteMarker(this IBufferWriter<byte> output, AmfMarker marker) => output.Write([(byte)marker]);

    private static void WriteDouble(this IBufferWriter<byte> output, double value)
    {
        BinaryPrimitives.WriteDoubleBigEndian(output.GetSpan(8), value);
        output.Advance(8);
    }

    private static void WriteUInt16(this IBufferWriter<byte> output, ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(output.GetSpan(2), value);
        output.Advance(2);
    }

    private static void WriteUInt32(this IBufferWriter<byte> output, uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(4), value);
        output.Advance(4);
    }
}

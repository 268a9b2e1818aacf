using System.Buffers.Binary;
using System.Text;

namespace Broadcast.Ingest.Media.Amf;

/// <summary>
/// Reads AMF0 values as double, bool, string, null, <see cref="AmfUndefined"/>, <see cref="AmfDate"/>, <see cref="AmfObject"/> and
/// <c>object?[]</c>. Depth and number of values are bounded. A reference is read as null: encoders send none that matter.
/// </summary>
internal ref struct AmfReader(ReadOnlySpan<byte> input)
{
    private const int MaxDepth = 16;
    private const int MaxValues = 4096;
    private ReadOnlySpan<byte> _rest = input;
    private int _values;

    public readonly bool AtEnd => _rest.IsEmpty;

    /// <exception cref="AmfException">The input is not AMF0, or breaks a limit.</exception>
    public object? Read() => Read(0);

    private object? Read(int depth)
    {
        if (depth > MaxDepth)
            throw new AmfException($"AMF values are nested deeper than {MaxDepth}.");
        if (++_values > MaxValues)
            throw new AmfException($"A message has more than {MaxValues} AMF values.");

        var marker = (AmfMarker)ReadBytes(1)[0];
        switch (marker)
        {
            case AmfMarker.Number:
                return BinaryPrimitives.ReadDoubleBigEndian(ReadBytes(8));
            case AmfMarker.Boolean:
                return ReadBytes(1)[0] != 0;
            case AmfMarker.String:
                return ReadText(ReadUInt16());
            case AmfMarker.LongString or AmfMarker.XmlDocument:
                return ReadText(ReadUInt32());
            case AmfMarker.Null or AmfMarker.Unsupported:
                return null;
            case AmfMarker.Undefined:
                return AmfUndefined.Value;
            case AmfMarker.Reference:
                ReadBytes(2);
                return null;
            case AmfMarker.Object:
                return ReadMembers(new AmfObject(), depth);
            case AmfMarker.TypedObject:
                ReadBytes(ReadUInt16());
                return ReadMembers(new AmfObject(), depth);
            case AmfMarker.EcmaArray:
                // The count is a hint that encoders get wrong; the end marker decides.
                ReadBytes(4);
                return ReadMembers(new AmfObject { IsArray = true }, depth);
            case AmfMarker.StrictArray:
                return ReadItems(ReadUInt32(), depth);
            case AmfMarker.Date:
                return new AmfDate(BinaryPrimitives.ReadDoubleBigEndian(ReadBytes(8)), BinaryPrimitives.ReadInt16BigEndian(ReadBytes(2)));
            default:
                throw new AmfException($"AMF marker {(byte)marker} is not known.");
        }
    }

    private AmfObject ReadMembers(AmfObject target, int depth)
    {
        // Some encoders end an ECMA array with the message instead of the marker.
        while (!(target.IsArray && _rest.IsEmpty))
        {
            var name = ReadText(ReadUInt16());
            if (name.Length == 0 && !_rest.IsEmpty && _rest[0] == (byte)AmfMarker.ObjectEnd)
            {
                ReadBytes(1);
                break;
            }

            target.Add(name, Read(depth + 1));
        }

        return target;
    }

    private object?[] ReadItems(uint count, int depth)
    {
        // Every item needs at least one byte: a larger count is never allocated.
        if (count > _rest.Length)
            throw new AmfException("An AMF array is cut off.");
        if (count > MaxValues)
            throw new AmfException($"A message has more than {MaxValues} AMF values.");

        var items = new object?[count];
        for (var i = 0; i < items.Length; i++)
            items[i] = Read(depth + 1);
        return items;
    }

    private string ReadText(uint length) => Encoding.UTF8.GetString(ReadBytes(length));

    private ushort ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(ReadBytes(2));

    private uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(ReadBytes(4));

    private ReadOnlySpan<byte> ReadBytes(uint length)
    {
        if (length > _rest.Length)
            throw new AmfException("An AMF value is cut off.");

        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }
}

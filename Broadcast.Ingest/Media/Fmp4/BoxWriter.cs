using System.Buffers.Binary;

namespace Broadcast.Ingest.Media.Fmp4;

/// <summary>Writes boxes one after another into an array of the right size.</summary>
internal ref struct BoxWriter(Span<byte> bytes)
{
    private Span<byte> _left = bytes;

    /// <param name="size">Bytes of the whole box, this header included.</param>
    /// <param name="type">Four characters.</param>
    public void Header(int size, ReadOnlySpan<byte> type)
    {
        Number((uint)size);
        Bytes(type);
    }

    public void Number(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_left, value);
        _left = _left[4..];
    }

    public void Bytes(ReadOnlySpan<byte> source)
    {
        source.CopyTo(_left);
        _left = _left[source.Length..];
    }
}

using System.Buffers.Binary;

namespace Benchmarks.Packager;

/// <summary>Writes boxes (ISO/IEC 14496-12) into one growing buffer; a box's size is set when it ends.</summary>
internal sealed class Mp4Boxes
{
    private byte[] _bytes = new byte[64 * 1024];

    public int Length { get; private set; }

    public byte[] ToArray() => _bytes[..Length];

    public void Clear() => Length = 0;

    /// <summary>Begins a box; returns its start, which <see cref="End"/> needs.</summary>
    public int Begin(ReadOnlySpan<byte> type)
    {
        var start = Length;
        Number(0);
        Bytes(type);
        return start;
    }

    public int Begin(ReadOnlySpan<byte> type, byte version, uint flags)
    {
        var start = Begin(type);
        Number((uint)version << 24 | flags);
        return start;
    }

    public void End(int start) => Set(start, (uint)(Length - start));

    /// <summary>Overwrites a number that was not known when it was written.</summary>
    public void Set(int at, uint value) => BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(at), value);

    public void Number(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Grow(4), value);

    public void Number(ulong value) => BinaryPrimitives.WriteUInt64BigEndian(Grow(8), value);

    public void Short(int value) => BinaryPrimitives.WriteUInt16BigEndian(Grow(2), (ushort)value);

    public void Bytes(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Grow(bytes.Length));

    public void Zeros(int count) => Grow(count).Clear();

    private Span<byte> Grow(int count)
    {
        if (Length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        Length += count;
        return _bytes.AsSpan(Length - count, count);
    }
}

using System.Buffers.Binary;

namespace Broadcast.Ingest.Media.Fmp4;

/// <summary>Reads bytes in memory: boxes in a row, or one box's fields. Reading past the end throws <see cref="Fmp4Exception"/>.</summary>
internal ref struct BoxReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool AtEnd => _rest.IsEmpty;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    /// <summary>Reads the next box; false at the end.</summary>
    public bool NextBox(out uint type, out BoxReader body)
    {
        type = 0;
        body = default;
        if (_rest.IsEmpty)
            return false;

        if (!BoxHeader.TryParse(_rest, out var header) || header.Size > _rest.Length)
            throw new Fmp4Exception("A box is longer than the box that holds it.");

        type = header.Type;
        body = new BoxReader(_rest[header.HeaderSize..(int)header.Size]);
        _rest = _rest[(int)header.Size..];
        return true;
    }

    /// <summary>The body of the first box of that type; throws when there is none. Does not move the reader.</summary>
    public readonly BoxReader Child(uint wanted)
    {
        var children = this;
        while (children.NextBox(out var type, out var body))
        {
            if (type == wanted)
                return body;
        }

        throw new Fmp4Exception($"A box '{BoxType.Name(wanted)}' is missing.");
    }

    /// <summary>Version and flags of a full box.</summary>
    public (byte Version, uint Flags) FullBox()
    {
        var word = UInt32();
        return ((byte)(word >> 24), word & 0xFFFFFF);
    }

    public byte Byte() => ReadBytes(1)[0];

    public ushort UInt16() => BinaryPrimitives.ReadUInt16BigEndian(ReadBytes(2));

    public uint UInt32() => BinaryPrimitives.ReadUInt32BigEndian(ReadBytes(4));

    public long Int64() => BinaryPrimitives.ReadInt64BigEndian(ReadBytes(8));

    public void Skip(int count) => ReadBytes(count);

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if (count < 0 || count > _rest.Length)
            throw new Fmp4Exception("A box ends before its fields do.");

        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}

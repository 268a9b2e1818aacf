using System.Buffers;
using System.Buffers.Binary;

namespace Broadcast.Ingest.Media.Flv;

/// <summary>
/// Reads FLV (Adobe FLV 10.1, annex E) from an untrusted source. Buffers nothing itself, and refuses a tag of more than
/// <paramref name="maxBody"/> bytes before waiting for its body. Skips tags other than audio, video and script data.
/// </summary>
internal sealed class FlvReader(int maxBody)
{
    private const int HeaderSize = 9;
    private const int MaxHeaderSize = 1024;
    private const int TagHeaderSize = 11;
    private const int BackPointerSize = 4;

    /// <summary>Set in a tag's type when its body is encrypted (E.4.1).</summary>
    private const byte Filter = 0x20;
    private bool _begun;

    /// <summary>Reads the next tag and advances <paramref name="input"/> past it; false when more input is needed.</summary>
    /// <exception cref="FlvException">The input is broken; no later tag can be found.</exception>
    public bool TryRead(ref ReadOnlySequence<byte> input, out FlvTag tag)
    {
        tag = default;
        if (!_begun && !TryReadHeader(ref input))
            return false;

        Span<byte> head = stackalloc byte[TagHeaderSize];
        while (input.Length >= TagHeaderSize)
        {
            input.Slice(0, TagHeaderSize).CopyTo(head);
            if ((head[0] & Filter) != 0)
                throw new FlvException("An FLV tag is encrypted, which is not supported.");

            var length = UInt24(head[1..]);
            if (length > maxBody)
                throw new FlvException($"An FLV tag of {length} bytes is longer than {maxBody}.");
            if (input.Length < TagHeaderSize + length + BackPointerSize)
                return false;

            // The back pointer is ignored: writers disagree about it, and the next tag is found without it.
            var body = input.Slice(TagHeaderSize, length);
            var kind = (MediaKind)(head[0] & 0x1F);
            input = input.Slice(TagHeaderSize + length + BackPointerSize);
            if (kind is not (MediaKind.Audio or MediaKind.Video or MediaKind.Data))
                continue;

            tag = new FlvTag(kind, (uint)(head[7] << 24 | UInt24(head[4..])), body.ToArray());
            return true;
        }

        return false;
    }

    private bool TryReadHeader(ref ReadOnlySequence<byte> input)
    {
        if (input.Length < HeaderSize)
            return false;

        Span<byte> head = stackalloc byte[HeaderSize];
        input.Slice(0, HeaderSize).CopyTo(head);
        if (!head.StartsWith("FLV"u8))
            throw new FlvException("The input is not FLV.");
        var size = BinaryPrimitives.ReadUInt32BigEndian(head[5..]);
        if (size is < HeaderSize or > MaxHeaderSize)
            throw new FlvException($"An FLV header has {size} bytes instead of {HeaderSize} to {MaxHeaderSize}.");
        if (input.Length < size + BackPointerSize)
            return false;

        input = input.Slice(size + BackPointerSize);
        _begun = true;
        return true;
    }

    private static int UInt24(ReadOnlySpan<byte> bytes) => bytes[0] << 16 | bytes[1] << 8 | bytes[2];
}

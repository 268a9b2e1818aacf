using System.Buffers;
using System.Buffers.Binary;

namespace Broadcast.Ingest.Rtmp.Chunks;

/// <summary>
/// Puts messages together from interleaved chunks (RTMP 1.0, 5.3), and obeys the two messages about chunks themselves: SetChunkSize and
/// Abort. Copies payload as it arrives, so that a chunk may be longer than the input buffer. Allocates one array a message, bounded by
/// <see cref="MaxMediaLength"/>, and at most twice that for all unfinished messages of a connection.
/// </summary>
internal sealed class ChunkReader
{
    /// <summary>The longest command or metadata message, in bytes.</summary>
    public const int MaxOtherLength = 256 * 1024;

    /// <summary>The longest message of a peer that may not publish yet, in bytes.</summary>
    public const int MaxEarlyLength = 64 * 1024;

    private const int MaxStreams = 128;
    private const uint ExtendedMark = 0xFFFFFF;
    private readonly Dictionary<int, ChunkStream> _streams = [];
    private int _chunkSize = 128;
    private long _unfinished;
    private ChunkStream? _current;
    private int _left;

    /// <summary>The longest audio, video or aggregate message, in bytes.</summary>
    public int MaxMediaLength { get; set; } = MaxEarlyLength;

    /// <summary>Reads the next message and advances <paramref name="input"/> past it; false when more input is needed.</summary>
    /// <exception cref="RtmpProtocolException">The input is not RTMP, or breaks a limit. The reader must not be used any more.</exception>
    public bool TryRead(ref ReadOnlySequence<byte> input, out RtmpMessage message)
    {
        while (_current is not null || TryReadHeader(ref input))
        {
            var stream = _current!;
            var taken = (int)Math.Min(_left, input.Length);
            input.Slice(0, taken).CopyTo(stream.Payload.AsSpan(stream.Filled));
            input = input.Slice(taken);
            stream.Filled += taken;
            _left -= taken;
            if (_left > 0)
                break;

            _current = null;
            if (stream.Filled < stream.Length)
                continue;

            message = new RtmpMessage(stream.Type, stream.StreamId, stream.Timestamp, stream.Payload);
            Clear(stream);
            if (!ApplyIfControl(message))
                return true;
        }

        message = default;
        return false;
    }

    /// <summary>Reads the next chunk's header; changes nothing until the whole header has come.</summary>
    private bool TryReadHeader(ref ReadOnlySequence<byte> input)
    {
        var reader = new SequenceReader<byte>(input);
        if (!TryReadBasicHeader(ref reader, out var format, out var id))
            return false;

        var known = _streams.TryGetValue(id, out var stream);
        stream ??= new ChunkStream();
        if (!known && format >= 2)
            throw new RtmpProtocolException($"Chunk stream {id} begins with a header of type {format}.");
        if (stream.Payload is not null && format != 3)
            throw new RtmpProtocolException($"A message on chunk stream {id} began while another was unfinished.");

        Span<byte> header = stackalloc byte[format switch { 0 => 11, 1 => 7, 2 => 3, _ => 0 }];
        if (!reader.TryCopyTo(header))
            return false;

        reader.Advance(header.Length);
        var extended = stream.Extended;
        var value = stream.ExtendedValue;
        if (format < 3)
        {
            value = UInt24(header);
            extended = value == ExtendedMark;
            if (extended && !TryReadUInt32(ref reader, out value))
                return false;
        }
        else if (extended && !TrySkipRepeatedTime(ref reader, stream))
        {
            return false;
        }

        if (stream.Payload is null)
        {
            Begin(stream, format, header, value, extended);
            if (!known)
                Add(id, stream);
        }

        input = input.Slice(reader.Position);
        _current = stream;
        _left = Math.Min(_chunkSize, stream.Length - stream.Filled);
        return true;
    }

    private static bool TryReadBasicHeader(ref SequenceReader<byte> reader, out int format, out int id)
    {
        format = id = 0;
        if (!reader.TryRead(out var first))
            return false;

        format = first >> 6;
        id = first & 0x3F;
        if (id > 1)
            return true;

        if (!reader.TryRead(out var low))
            return false;

        if (id == 0)
        {
            id = 64 + low;
            return true;
        }

        if (!reader.TryRead(out var high))
            return false;

        id = 64 + low + 256 * high;
        return true;
    }

    /// <summary>
    /// After an extended timestamp, some encoders repeat its four bytes in headers without a timestamp, and some do not. So four bytes are
    /// skipped only if they equal that timestamp (as it was sent, or as the absolute one; the top bit is not compared, because encoders
    /// differ there too). False when more input is needed to decide.
    /// </summary>
    private static bool TrySkipRepeatedTime(ref SequenceReader<byte> reader, ChunkStream stream)
    {
        Span<byte> next = stackalloc byte[4];
        next = next[..(int)Math.Min(4, reader.Remaining)];
        reader.TryCopyTo(next);
        if (!Matches(next, stream.ExtendedValue) && !(stream.Timestamp >= ExtendedMark && Matches(next, stream.Timestamp)))
            return true;

        if (next.Length < 4)
            return false;

        reader.Advance(4);
        return true;
    }

    private static bool Matches(ReadOnlySpan<byte> start, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        for (var i = 0; i < start.Length; i++)
        {
            var mask = i == 0 ? 0x7F : 0xFF;
            if ((start[i] & mask) != (bytes[i] & mask))
                return false;
        }

        return true;
    }

    private void Begin(ChunkStream stream, int format, ReadOnlySpan<byte> header, uint value, bool extended)
    {
        var length = format < 2 ? (int)UInt24(header[3..]) : stream.Length;
        var type = format < 2 ? (MessageType)header[6] : stream.Type;
        var isMedia = type is MessageType.Audio or MessageType.Video or MessageType.Aggregate;
        var longest = isMedia ? MaxMediaLength : Math.Min(MaxMediaLength, MaxOtherLength);
        if (length > longest)
            throw new RtmpProtocolException($"A message of type {(byte)type} has {length} bytes, more than {longest}.");
        if (_unfinished + length > 2L * MaxMediaLength)
            throw new RtmpProtocolException("Too much is unfinished on the connection's chunk streams.");

        stream.Length = length;
        stream.Type = type;
        if (format == 0)
            stream.StreamId = BinaryPrimitives.ReadUInt32LittleEndian(header[7..]);

        if (format < 3)
        {
            stream.Extended = extended;
            stream.ExtendedValue = value;
            // After a full header, a header without a timestamp takes the full one's timestamp as delta (RTMP 1.0, 5.3.1.2.4), and FFmpeg
            // relies on it. Beyond 24 bits nobody can mean that: there the delta is 0.
            stream.Delta = format == 0 && extended ? 0 : value;
        }

        stream.Timestamp = format == 0 ? value : stream.Timestamp + stream.Delta;
        stream.Payload = GC.AllocateUninitializedArray<byte>(length);
        stream.Filled = 0;
        _unfinished += length;
    }

    private void Add(int id, ChunkStream stream)
    {
        if (_streams.Count == MaxStreams)
            throw new RtmpProtocolException($"More than {MaxStreams} chunk streams are in use.");

        _streams[id] = stream;
    }

    /// <summary>Applies SetChunkSize and Abort; true when the message was one of the two.</summary>
    private bool ApplyIfControl(in RtmpMessage message)
    {
        if (message.Type is not (MessageType.SetChunkSize or MessageType.Abort))
            return false;

        if (message.Payload.Length < 4)
            throw new RtmpProtocolException($"A message of type {(byte)message.Type} has {message.Payload.Length} bytes instead of 4.");

        var value = BinaryPrimitives.ReadUInt32BigEndian(message.Payload.Span);
        if (message.Type == MessageType.SetChunkSize)
        {
            // The specification allows 1, and small devices use sizes below 128. A size beyond the longest message means "never split".
            if (value is 0 or > int.MaxValue)
                throw new RtmpProtocolException($"A chunk size of {value} is not allowed: the least is 1, the most 2147483647.");

            _chunkSize = (int)Math.Min(value, 0xFFFFFF);
        }
        else if (value <= int.MaxValue && _streams.TryGetValue((int)value, out var stream) && stream.Payload is not null)
        {
            Clear(stream);
        }

        return true;
    }

    private void Clear(ChunkStream stream)
    {
        _unfinished -= stream.Length;
        stream.Payload = null;
        stream.Filled = 0;
    }

    private static uint UInt24(ReadOnlySpan<byte> bytes) => (uint)(bytes[0] << 16 | bytes[1] << 8 | bytes[2]);

    private static bool TryReadUInt32(ref SequenceReader<byte> reader, out uint value)
    {
        var read = reader.TryReadBigEndian(out int signed);
        value = (uint)signed;
        return read;
    }
}

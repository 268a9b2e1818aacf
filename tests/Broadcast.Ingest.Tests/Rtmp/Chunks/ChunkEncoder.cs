using System.Buffers.Binary;
using Broadcast.Ingest.Rtmp.Chunks;

namespace Broadcast.Ingest.Tests.Rtmp.Chunks;

/// <summary>Writes chunks in any form that an encoder may choose; shares no code with the code under test.</summary>
internal sealed class ChunkEncoder
{
    private const uint Mark = 0xFFFFFF;
    private readonly Dictionary<int, Header> _headers = [];

    public int ChunkSize { get; set; } = 128;

    /// <summary>Whether chunks without a time repeat an extended one: FFmpeg and newer OBS do, older OBS did not.</summary>
    public bool RepeatsExtendedTime { get; set; } = true;

    public byte[] All(int id, RtmpMessage message, int format = 0) => [.. Split(id, message, format).SelectMany(chunk => chunk)];

    /// <summary>
    /// The message's chunks one by one, each with the <see cref="ChunkSize"/> at that moment. Uses the next fuller header format where
    /// <paramref name="format"/> is not possible.
    /// </summary>
    public IEnumerable<byte[]> Split(int id, RtmpMessage message, int format)
    {
        var previous = _headers.GetValueOrDefault(id);
        var delta = message.Timestamp - (previous?.Timestamp ?? 0);
        format = Math.Min(format, Possible(previous, message, delta));
        var value = format == 0 ? message.Timestamp : delta;
        var time = format == 3 ? previous!.Value : value;
        var repeatable = format == 3 ? previous!.Repeatable : format == 0 && value >= Mark ? 0 : value;
        _headers[id] = new Header(message.Timestamp, time, repeatable, message.Payload.Length, message.Type, message.StreamId);

        var sent = 0;
        do
        {
            var chunk = new List<byte>(Basic(sent == 0 ? format : 3, id));
            if (sent == 0)
                AddHeader(chunk, format, Math.Min(time, Mark), message);
            if (time >= Mark && ((sent == 0 && format < 3) || RepeatsExtendedTime))
                chunk.AddRange(BigEndian(time));

            var length = Math.Min(ChunkSize, message.Payload.Length - sent);
            chunk.AddRange(message.Payload.Slice(sent, length).ToArray());
            sent += length;
            yield return [.. chunk];
        }
        while (sent < message.Payload.Length);
    }

    private static int Possible(Header? previous, RtmpMessage message, uint delta)
    {
        if (previous is null || previous.StreamId != message.StreamId)
            return 0;
        if (previous.Length != message.Payload.Length || previous.Type != message.Type)
            return 1;
        return previous.Repeatable == delta ? 3 : 2;
    }

    private static void AddHeader(List<byte> chunk, int format, uint time, RtmpMessage message)
    {
        if (format < 3)
            chunk.AddRange(BigEndian(time)[1..]);
        if (format < 2)
        {
            chunk.AddRange(BigEndian((uint)message.Payload.Length)[1..]);
            chunk.Add((byte)message.Type);
        }

        if (format == 0)
        {
            var stream = new byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(stream, message.StreamId);
            chunk.AddRange(stream);
        }
    }

    private static byte[] Basic(int format, int id) => id switch
    {
        < 64 => [(byte)(format << 6 | id)],
        < 320 => [(byte)(format << 6), (byte)(id - 64)],
        _ => [(byte)(format << 6 | 1), (byte)((id - 64) % 256), (byte)((id - 64) / 256)],
    };

    public static byte[] BigEndian(uint value)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }

    private sealed record Header(uint Timestamp, uint Value, uint Repeatable, int Length, MessageType Type, uint StreamId);
}

using System.Buffers.Binary;

namespace Broadcast.Ingest.Rtmp.Chunks;

/// <summary>Splits a message of type 22: FLV tags in a row, timed relative to the first one (RTMP 1.0, 7.1.6).</summary>
internal static class AggregateMessage
{
    private const int HeaderLength = 11;
    private const int BackPointerLength = 4;

    /// <exception cref="RtmpProtocolException">A tag is longer than what is left.</exception>
    public static IEnumerable<RtmpMessage> Split(RtmpMessage aggregate)
    {
        var rest = aggregate.Payload;
        uint? first = null;
        while (rest.Length >= HeaderLength)
        {
            var header = rest.Span;
            var type = (MessageType)header[0];
            var length = header[1] << 16 | header[2] << 8 | header[3];
            var time = (uint)(header[7] << 24 | BinaryPrimitives.ReadInt32BigEndian(header[3..]) & 0xFFFFFF);
            if (length > rest.Length - HeaderLength)
                throw new RtmpProtocolException("An aggregate message is cut off.");

            first ??= time;
            yield return new RtmpMessage(type, aggregate.StreamId, aggregate.Timestamp + (time - first.Value), rest.Slice(HeaderLength, length));

            // The last back pointer is missing in some encoders' aggregates.
            rest = rest[Math.Min(rest.Length, HeaderLength + length + BackPointerLength)..];
        }
    }
}

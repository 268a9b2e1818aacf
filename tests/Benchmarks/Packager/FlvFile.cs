using System.Buffers.Binary;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Flv;

namespace Benchmarks.Packager;

/// <summary>The tags of an FLV file (Adobe FLV 10.1, annex E).</summary>
internal static class FlvFile
{
    public static List<FlvTag> Read(ReadOnlyMemory<byte> file)
    {
        var tags = new List<FlvTag>();
        for (var rest = file[13..]; rest.Length > 11;)
        {
            var head = rest.Span;
            var length = (int)(BinaryPrimitives.ReadUInt32BigEndian(head) & 0xFFFFFF);
            var time = (uint)(head[7] << 24 | head[4] << 16 | head[5] << 8 | head[6]);
            tags.Add(new FlvTag((MediaKind)head[0], time, rest.Slice(11, length)));
            rest = rest[(11 + length + 4)..];
        }

        return tags;
    }
}

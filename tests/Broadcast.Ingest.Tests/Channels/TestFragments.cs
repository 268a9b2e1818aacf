using System.Buffers.Binary;
using Broadcast.Ingest.Packaging;

namespace Broadcast.Ingest.Tests.Channels;

/// <summary>Makes fragments whose bytes are their number.</summary>
internal sealed class TestFragments
{
    public const int Size = 12;
    private long _number;

    public static MediaRun Run(string id, string codecs = "avc1.42c01e,mp4a.40.2", int width = 320, int height = 180) =>
        new() { Id = id, Init = System.Text.Encoding.ASCII.GetBytes($"init of {id}"), Codecs = codecs, Width = width, Height = height, FrameRate = 25 };

    public static long NumberOf(ReadOnlyMemory<byte> bytes) => BinaryPrimitives.ReadInt64BigEndian(bytes.Span);

    public Fragment Next(MediaRun run, DateTimeOffset start, TimeSpan duration, bool independent)
    {
        var bytes = new byte[Size];
        BinaryPrimitives.WriteInt64BigEndian(bytes, _number++);
        return new Fragment { Run = run, Start = start, Duration = duration, Independent = independent, Bytes = bytes };
    }
}

using System.Buffers.Binary;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Fmp4;

namespace Broadcast.Ingest.Tests.Channels;

/// <summary>Makes fragments of one picture. Its data is its number; its decode time is the end of the run's previous fragment.</summary>
internal sealed class TestFragments
{
    private const int Data = 8;
    private readonly Dictionary<string, long> _ends = new(StringComparer.Ordinal);
    private long _number;

    private static readonly Fmp4Init Tracks = Fmp4Init.Parse(TestInit.Of(""));

    /// <summary>Bytes of a fragment; fragments of the slate have other sizes.</summary>
    public static int Size { get; } = Fmp4Writer.Write(Tracks, 1, [new Fmp4Sample(IsVideo: true, 0, 1, 0, Sync: true, new byte[Data])]).Length;

    public static MediaRun Run(string id, string codecs = "avc1.42c01e,mp4a.40.2", int width = 320, int height = 180) =>
        new() { Id = id, Init = TestInit.Of(id), Codecs = codecs, Width = width, Height = height, FrameRate = 25 };

    public static long NumberOf(ReadOnlyMemory<byte> bytes) => BinaryPrimitives.ReadInt64BigEndian(bytes.Span[^Data..]);

    public Fragment Next(MediaRun run, DateTimeOffset start, TimeSpan duration, bool independent)
    {
        var data = new byte[Data];
        BinaryPrimitives.WriteInt64BigEndian(data, _number++);
        var begin = _ends.GetValueOrDefault(run.Id);
        var ticks = (uint)Math.Round(duration.TotalSeconds * Tracks.Video.Timescale);
        _ends[run.Id] = begin + ticks;
        var bytes = Fmp4Writer.Write(Tracks, 1, [new Fmp4Sample(IsVideo: true, begin, ticks, 0, independent, data)]);
        return new Fragment { Run = run, Start = start, Duration = duration, Independent = independent, Bytes = bytes };
    }

}

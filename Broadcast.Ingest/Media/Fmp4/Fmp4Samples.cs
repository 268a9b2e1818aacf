using System.Numerics;

namespace Broadcast.Ingest.Media.Fmp4;

/// <summary>
/// Splits moof+mdat pairs into their samples, without copying any. Offsets must count from the moof (default-base-is-moof, ISO/IEC
/// 14496-12, 8.8.7), as FFmpeg and the slate write them.
/// </summary>
internal static class Fmp4Samples
{
    /// <summary>Most samples of one call. A fragment has one or two pictures and a handful of sound frames.</summary>
    public const int MaxSamples = 4096;

    private const uint NonSync = 0x10000;
    private const uint BaseIsMoof = 0x020000;

    /// <summary>Adds the samples of all pairs in <paramref name="bytes"/>, track by track.</summary>
    /// <exception cref="Fmp4Exception">The fragments are broken, or samples lie outside of them.</exception>
    public static void Read(ReadOnlyMemory<byte> bytes, Fmp4Init init, List<Fmp4Sample> samples)
    {
        var most = samples.Count + MaxSamples;
        // Samples must not overlap: all together are no longer than the input.
        long left = bytes.Length;
        var boxes = new BoxReader(bytes.Span);
        while (!boxes.AtEnd)
        {
            var fromHere = bytes[^boxes.Rest.Length..];
            boxes.NextBox(out var type, out var moof);
            if (type != BoxType.Moof)
                continue;

            while (moof.NextBox(out var child, out var traf))
            {
                if (child == BoxType.Traf)
                    ReadTrack(fromHere, traf, init, samples, most, ref left);
            }
        }
    }

    private static void ReadTrack(ReadOnlyMemory<byte> fromMoof, BoxReader traf, Fmp4Init init, List<Fmp4Sample> samples, int most, ref long left)
    {
        var tfhd = traf.Child(BoxType.Tfhd);
        var (_, flags) = tfhd.FullBox();
        var id = tfhd.UInt32();
        var isVideo = id == init.Video.Id;
        if ((isVideo ? init.Video : init.Audio) is not { } track || track.Id != id)
            return;
        if ((flags & 0x01) != 0 || (flags & BaseIsMoof) == 0)
            throw new Fmp4Exception("A fragment's offsets do not count from its moof.");

        tfhd.Skip((flags & 0x02) != 0 ? 4 : 0);
        var duration = (flags & 0x08) != 0 ? tfhd.UInt32() : track.DefaultDuration;
        var size = (flags & 0x10) != 0 ? tfhd.UInt32() : track.DefaultSize;
        var sampleFlags = (flags & 0x20) != 0 ? tfhd.UInt32() : track.DefaultFlags;
        var run = new Cursor(fromMoof, isVideo, duration, size, sampleFlags, most)
        {
            Time = Fmp4Moof.DecodeTime(traf.Child(BoxType.Tfdt)),
            Left = left,
        };
        while (traf.NextBox(out var type, out var trun))
        {
            if (type == BoxType.Trun)
                run.Read(trun, samples);
        }

        left = run.Left;
    }

    /// <summary>Walks through the truns of one track: a sample's time and position follow from those before it.</summary>
    private sealed class Cursor(ReadOnlyMemory<byte> fromMoof, bool isVideo, uint defaultDuration, uint defaultSize, uint defaultFlags, int most)
    {
        private long _at;

        public long Time { get; set; }

        /// <summary>Bytes that samples may still have in all.</summary>
        public long Left { get; set; }

        public void Read(BoxReader trun, List<Fmp4Sample> samples)
        {
            var (_, flags) = trun.FullBox();
            var count = trun.UInt32();
            if ((flags & 0x01) != 0)
                _at = (int)trun.UInt32();
            var first = (flags & 0x04) != 0 ? trun.UInt32() : (uint?)null;
            var width = 4 * BitOperations.PopCount(flags & 0xF00);
            if (count > most - samples.Count || (long)count * width > trun.Rest.Length)
                throw new Fmp4Exception("A trun announces more samples than it holds, or than are allowed.");

            for (var i = 0; i < count; i++)
            {
                var duration = (flags & 0x100) != 0 ? trun.UInt32() : defaultDuration;
                var size = (flags & 0x200) != 0 ? trun.UInt32() : defaultSize;
                var sampleFlags = (flags & 0x400) != 0 ? trun.UInt32() : defaultFlags;
                var offset = (flags & 0x800) != 0 ? (int)trun.UInt32() : 0;
                Left -= size;
                if (_at < 0 || _at + size > fromMoof.Length || Left < 0)
                    throw new Fmp4Exception("A sample lies outside of its fragment, or overlaps another.");

                var sync = ((i == 0 ? first ?? sampleFlags : sampleFlags) & NonSync) == 0;
                samples.Add(new Fmp4Sample(isVideo, Time, duration, offset, sync, fromMoof.Slice((int)_at, (int)size)));
                _at += size;
                Time += duration;
            }
        }
    }
}

using System.Runtime.InteropServices;

namespace Broadcast.Ingest.Media.Fmp4;

/// <summary>The tracks of a moof; a track without samples is null.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Fmp4Moof(Fmp4TrackRun? Video, Fmp4TrackRun? Audio)
{
    private const uint NonSync = 0x10000;

    /// <param name="bytes">Beginning with the moof box.</param>
    /// <param name="init">Initialisation segment of the same run.</param>
    /// <exception cref="Fmp4Exception">The moof is missing or broken.</exception>
    public static Fmp4Moof Parse(ReadOnlySpan<byte> bytes, Fmp4Init init)
    {
        var moof = new BoxReader(bytes).Child(BoxType.Moof);
        Fmp4TrackRun? video = null;
        Fmp4TrackRun? audio = null;
        while (moof.NextBox(out var type, out var traf))
        {
            if (type != BoxType.Traf)
                continue;

            var tfhd = traf.Child(BoxType.Tfhd);
            var (_, flags) = tfhd.FullBox();
            var id = tfhd.UInt32();
            if (id == init.Video.Id)
                video = Track(traf, tfhd, flags, init.Video) ?? video;
            else if (id == init.Audio?.Id)
                audio = Track(traf, tfhd, flags, init.Audio) ?? audio;
        }

        return new Fmp4Moof(video, audio);
    }

    private static Fmp4TrackRun? Track(BoxReader traf, BoxReader tfhd, uint flags, Fmp4Track track)
    {
        tfhd.Skip(((flags & 0x01) != 0 ? 8 : 0) + ((flags & 0x02) != 0 ? 4 : 0));
        var defaultDuration = (flags & 0x08) != 0 ? tfhd.UInt32() : track.DefaultDuration;
        tfhd.Skip((flags & 0x10) != 0 ? 4 : 0);
        var defaultFlags = (flags & 0x20) != 0 ? tfhd.UInt32() : track.DefaultFlags;

        var decodeTime = DecodeTime(traf.Child(BoxType.Tfdt));
        var duration = 0L;
        var samples = 0;
        var firstFlags = 0u;
        var firstOffset = 0;
        while (traf.NextBox(out var type, out var trun))
        {
            if (type == BoxType.Trun)
                AddRun(trun, defaultDuration, defaultFlags, ref duration, ref samples, ref firstFlags, ref firstOffset);
        }

        return samples == 0 ? null : new Fmp4TrackRun(decodeTime, duration, samples, (firstFlags & NonSync) == 0, firstOffset);
    }

    public static long DecodeTime(BoxReader tfdt)
    {
        var (version, _) = tfdt.FullBox();
        var time = version == 1 ? tfdt.Int64() : tfdt.UInt32();
        // Beyond 2^53 ticks arithmetic with durations could overflow: no clock here gets there.
        return time is >= 0 and < (1L << 53) ? time : throw new Fmp4Exception("A decode time is negative, or 2^53 or more.");
    }

    private static void AddRun(
        BoxReader trun, uint defaultDuration, uint defaultFlags, ref long duration, ref int samples, ref uint firstFlags, ref int firstOffset)
    {
        var (_, flags) = trun.FullBox();
        var count = trun.UInt32();
        trun.Skip((flags & 0x01) != 0 ? 4 : 0);
        var first = (flags & 0x04) != 0 ? trun.UInt32() : (uint?)null;
        var width = 4 * System.Numerics.BitOperations.PopCount(flags & 0xF00);
        if (count > (width == 0 ? 1 << 16 : trun.Rest.Length / width))
            throw new Fmp4Exception("A trun announces more samples than it holds.");

        for (var i = 0u; i < count; i++)
        {
            duration += (flags & 0x100) != 0 ? trun.UInt32() : defaultDuration;
            trun.Skip((flags & 0x200) != 0 ? 4 : 0);
            var sampleFlags = (flags & 0x400) != 0 ? trun.UInt32() : defaultFlags;
            var offset = (flags & 0x800) != 0 ? (int)trun.UInt32() : 0;
            if (samples++ == 0)
                (firstFlags, firstOffset) = (first ?? sampleFlags, offset);
        }
    }
}

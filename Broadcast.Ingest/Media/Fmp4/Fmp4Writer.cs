namespace Broadcast.Ingest.Media.Fmp4;

/// <summary>Writes samples as one moof+mdat pair, a track fragment for each track that has any (ISO/IEC 14496-12, 8.8).</summary>
internal static class Fmp4Writer
{
    private const uint DependsOnNone = 0x0200_0000;
    private const uint DependsAndIsNotSync = 0x0101_0000;

    /// <summary>Bytes of a trun's entry: duration, size, flags, composition offset.</summary>
    private const int Entry = 16;

    /// <param name="init">The tracks.</param>
    /// <param name="sequence">mfhd: counts the fragments of a run, from 1.</param>
    /// <param name="samples">In decode order within each track, without gaps.</param>
    public static byte[] Write(Fmp4Init init, uint sequence, IReadOnlyList<Fmp4Sample> samples)
    {
        var pictures = samples.Where(sample => sample.IsVideo).ToList();
        var sound = samples.Where(sample => !sample.IsVideo).ToList();
        var moof = 8 + 16 + TrackSize(pictures) + TrackSize(sound);
        var data = moof + 8;
        var bytes = new byte[data + samples.Sum(sample => sample.Data.Length)];
        var boxes = new BoxWriter(bytes);
        boxes.Header(moof, "moof"u8);
        boxes.Header(16, "mfhd"u8);
        boxes.Number(0);
        boxes.Number(sequence);
        Track(ref boxes, init.Video, pictures, data);
        Track(ref boxes, init.Audio, sound, data + pictures.Sum(sample => sample.Data.Length));
        boxes.Header(bytes.Length - moof, "mdat"u8);
        foreach (var sample in pictures.Concat(sound))
            boxes.Bytes(sample.Data.Span);
        return bytes;
    }

    private static int TrackSize(List<Fmp4Sample> samples) => samples.Count == 0 ? 0 : 8 + 16 + 20 + 20 + (Entry * samples.Count);

    private static void Track(ref BoxWriter boxes, Fmp4Track? track, List<Fmp4Sample> samples, int data)
    {
        if (samples.Count == 0)
            return;

        boxes.Header(TrackSize(samples), "traf"u8);
        boxes.Header(16, "tfhd"u8);
        // default-base-is-moof.
        boxes.Number(0x020000);
        boxes.Number(track!.Id);
        boxes.Header(20, "tfdt"u8);
        boxes.Number(0x0100_0000);
        boxes.Number((uint)(samples[0].DecodeTime >> 32));
        boxes.Number((uint)samples[0].DecodeTime);
        boxes.Header(20 + (Entry * samples.Count), "trun"u8);
        // Version 1: composition offsets may be negative. Offset, duration, size, flags, composition offset.
        boxes.Number(0x0100_0F01);
        boxes.Number((uint)samples.Count);
        boxes.Number((uint)data);
        foreach (var sample in samples)
        {
            boxes.Number(sample.Duration);
            boxes.Number((uint)sample.Data.Length);
            boxes.Number(sample.Sync ? DependsOnNone : DependsAndIsNotSync);
            boxes.Number((uint)sample.Offset);
        }
    }
}

namespace Broadcast.Ingest.Media.Fmp4;

/// <summary>Splits a fragment whose last picture lasts longer than a part may be.</summary>
internal static class Fmp4Split
{
    /// <summary>
    /// Splits the sound at a time: the first piece has all pictures and the sound that begins before that time, the rest has the later
    /// sound. A rest without samples is a moof+mdat pair without tracks. Each sample stays as it is.
    /// </summary>
    /// <param name="bytes">One moof+mdat pair or several.</param>
    /// <param name="init">ftyp+moov of its run.</param>
    /// <param name="at">Counted from the first picture.</param>
    /// <exception cref="Fmp4Exception">The bytes are no fragment of that run, or have no picture.</exception>
    public static (ReadOnlyMemory<byte> First, ReadOnlyMemory<byte> Later) At(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> init, TimeSpan at)
    {
        var tracks = Fmp4Init.Parse(init.Span);
        var samples = new List<Fmp4Sample>();
        Fmp4Samples.Read(bytes, tracks, samples);
        var first = samples.FindIndex(sample => sample.IsVideo);
        if (first < 0)
            throw new Fmp4Exception("The fragment has no picture.");

        var limit = at + Time(samples[first].DecodeTime, tracks.Video);
        var rest = tracks.Audio is { } audio ? samples.FindAll(sample => !sample.IsVideo && Time(sample.DecodeTime, audio) >= limit) : [];
        if (rest.Count == 0)
            return (bytes, Fmp4Writer.Write(tracks, 1, []));

        samples.RemoveAll(sample => !sample.IsVideo && Time(sample.DecodeTime, tracks.Audio!) >= limit);
        return (Fmp4Writer.Write(tracks, 1, samples), Fmp4Writer.Write(tracks, 1, rest));
    }

    private static TimeSpan Time(long ticks, Fmp4Track track) => TimeSpan.FromTicks((long)((Int128)ticks * TimeSpan.TicksPerSecond / track.Timescale));
}

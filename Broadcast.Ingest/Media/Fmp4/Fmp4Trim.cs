namespace Broadcast.Ingest.Media.Fmp4;

/// <summary>Shortens the pictures of a fragment, where a channel cuts to something else.</summary>
internal static class Fmp4Trim
{
    /// <summary>
    /// The fragment with its pictures ending <paramref name="length"/> after the first one begins, rounded down to a tick: later pictures
    /// are removed, and the last one left fills the rest. Sound stays.
    /// </summary>
    /// <param name="bytes">One moof+mdat pair or several.</param>
    /// <param name="init">ftyp+moov of its run.</param>
    /// <param name="length">Above zero.</param>
    /// <returns>The bytes, and how long the pictures last in them.</returns>
    /// <exception cref="Fmp4Exception">The bytes are no fragment of that run, or have no picture.</exception>
    public static (ReadOnlyMemory<byte> Bytes, TimeSpan Length) End(ReadOnlyMemory<byte> bytes, ReadOnlyMemory<byte> init, TimeSpan length)
    {
        var tracks = Fmp4Init.Parse(init.Span);
        var samples = new List<Fmp4Sample>();
        Fmp4Samples.Read(bytes, tracks, samples);
        var first = samples.FindIndex(sample => sample.IsVideo);
        if (first < 0)
            throw new Fmp4Exception("The fragment has no picture to shorten.");

        var begin = samples[first].DecodeTime;
        var ticks = Math.Max(1, (long)((Int128)length.Ticks * tracks.Video.Timescale / TimeSpan.TicksPerSecond));
        samples.RemoveAll(sample => sample.IsVideo && sample.DecodeTime >= begin + ticks);
        var last = samples.FindLastIndex(sample => sample.IsVideo);
        samples[last] = samples[last] with { Duration = (uint)(begin + ticks - samples[last].DecodeTime) };
        return (Fmp4Writer.Write(tracks, 1, samples), TimeSpan.FromTicks((long)((Int128)ticks * TimeSpan.TicksPerSecond / tracks.Video.Timescale)));
    }
}

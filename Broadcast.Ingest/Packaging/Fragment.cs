using Broadcast.Ingest.Packaging.Fmp4;

namespace Broadcast.Ingest.Packaging;

/// <summary>The smallest piece of media that is moved about: one moof+mdat pair with one video frame and the audio around it.</summary>
internal sealed record Fragment
{
    public required MediaRun Run { get; init; }

    /// <summary>Channel time (program date-time) of its first video frame: ticks of UTC, so that nothing is rounded away in nine hours.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Decode time of its first picture on the source's own time line, as FFmpeg was given it; null where there is no source.</summary>
    public TimeSpan? MediaTime { get; init; }

    /// <summary>Of its pictures in the media, to the tick of their track: playlists list no other length.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>True when it begins with an IDR frame.</summary>
    public required bool Independent { get; init; }

    public required ReadOnlyMemory<byte> Bytes { get; init; }

    public DateTimeOffset End => Start + Duration;

    /// <summary>The same, ending at <paramref name="end"/> or up to a tick before, in its bytes as well. It must end later than that.</summary>
    public Fragment Until(DateTimeOffset end)
    {
        try
        {
            var (bytes, length) = Fmp4Trim.End(Bytes, Run.Init, end - Start);
            return this with { Duration = length, Bytes = bytes };
        }
        catch (Fmp4Exception)
        {
            // It plays as it was sent; what follows is laid over its end.
            return this with { Duration = end - Start };
        }
    }
}

using Broadcast.Ingest.Media.Fmp4;

namespace Broadcast.Ingest.Media;

/// <summary>The smallest unit of media: usually one moof+mdat pair, with one picture and the sound beside it.</summary>
internal sealed record Fragment
{
    public required MediaRun Run { get; init; }

    /// <summary>Channel time (program date-time) of its first picture: ticks of UTC, so that no rounding adds up in nine hours.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Decode time of its first picture on the source's own timeline, as fed to FFmpeg; null where there is no source.</summary>
    public TimeSpan? MediaTime { get; init; }

    /// <summary>Duration of its pictures in the media, to the tick of their track: playlists list exactly this.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>True when it begins with an IDR frame.</summary>
    public required bool Independent { get; init; }

    public required ReadOnlyMemory<byte> Bytes { get; init; }

    public DateTimeOffset End => Start + Duration;

    /// <summary>
    /// A copy that ends at <paramref name="end"/> or up to a tick before, in its bytes as well. The fragment must end later than that.
    /// </summary>
    public Fragment Until(DateTimeOffset end)
    {
        try
        {
            var (bytes, length) = Fmp4Trim.End(Bytes, Run.Init, end - Start);
            return this with { Duration = length, Bytes = bytes };
        }
        catch (Fmp4Exception)
        {
            // The bytes stay as they are; what follows overlaps their end.
            return this with { Duration = end - Start };
        }
    }

    /// <summary>
    /// Splits a fragment whose last picture lasts on after <paramref name="at"/>, counted from its start: the first piece has the pictures
    /// and their sound up to there, the second has only the sound of the rest.
    /// </summary>
    public (Fragment First, Fragment Later) Split(TimeSpan at)
    {
        var (first, rest) = (Bytes, ReadOnlyMemory<byte>.Empty);
        try
        {
            (first, rest) = Fmp4Split.At(Bytes, Run.Init, at);
        }
        catch (Fmp4Exception)
        {
            // All the bytes stay in the first piece.
        }

        return (this with { Duration = at, Bytes = first },
            this with { Start = Start + at, MediaTime = MediaTime + at, Duration = Duration - at, Independent = false, Bytes = rest });
    }
}

namespace Broadcast.Ingest.Packaging;

/// <summary>The smallest piece of media that is moved about: one moof+mdat pair with one video frame and the audio around it.</summary>
internal sealed record Fragment
{
    public required MediaRun Run { get; init; }

    /// <summary>Channel time (program date-time) of its first video frame: ticks of UTC, so that nothing is rounded away in nine hours.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>Decode time of its first picture on the source's own time line, as FFmpeg was given it; null where there is no source.</summary>
    public TimeSpan? MediaTime { get; init; }

    /// <summary>Up to the next fragment's start.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>True when it begins with an IDR frame.</summary>
    public required bool Independent { get; init; }

    public required ReadOnlyMemory<byte> Bytes { get; init; }

    public DateTimeOffset End => Start + Duration;
}

namespace TestKit.Hls;

/// <summary>A parsed media playlist.</summary>
public sealed record MediaPlaylist
{
    public required int Version { get; init; }

    public required decimal TargetDuration { get; init; }

    public required long MediaSequence { get; init; }

    public required long DiscontinuitySequence { get; init; }

    /// <summary>Seconds; null in a playlist without parts.</summary>
    public decimal? PartTarget { get; init; }

    public decimal? PartHoldBack { get; init; }

    public bool CanBlockReload { get; init; }

    /// <summary>Seconds; null when no delta updates are offered.</summary>
    public decimal? CanSkipUntil { get; init; }

    /// <summary>EXT-X-SKIP: how many of the oldest segments are left out; they are not in <see cref="Segments"/>.</summary>
    public int Skipped { get; init; }

    /// <summary>The newest segment and part of each other rendition, by its URI.</summary>
    public IReadOnlyDictionary<string, (long Number, int Part)> Reports { get; init; } = new Dictionary<string, (long, int)>(StringComparer.Ordinal);

    /// <summary>The whole segments, and at the end the growing one if it has parts.</summary>
    public required IReadOnlyList<PlaylistSegment> Segments { get; init; }

    public string? PreloadHint { get; init; }

    public bool Ended { get; init; }

    /// <summary>The last segment's number and its last part's index.</summary>
    public (long Number, int Part) Newest => (Segments[^1].Number, Segments[^1].Parts.Count - 1);
    /// <summary>EXT-X-PLAYLIST-TYPE:VOD.</summary>
    public bool Vod { get; init; }

    /// <summary>Attributes of each EXT-X-DATERANGE, by its ID.</summary>
    public IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> DateRanges { get; init; } = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);

    public IEnumerable<PlaylistSegment> Whole => Segments.Where(segment => segment.Uri is not null);

    public IEnumerable<PlaylistPart> Parts => Segments.SelectMany(segment => segment.Parts);

    /// <summary>Date-time at which the listed media ends.</summary>
    public DateTimeOffset End => Segments[^1].End;
}

/// <summary>One segment; <see cref="Uri"/> is null while it grows.</summary>
public sealed record PlaylistSegment
{
    public required long Number { get; init; }

    public string? Uri { get; init; }

    /// <summary>EXTINF in seconds; for a growing segment, the sum of its parts.</summary>
    public required decimal Duration { get; init; }

    public required bool Discontinuity { get; init; }

    /// <summary>The discontinuity sequence number of the segment.</summary>
    public required long DiscontinuityNumber { get; init; }

    public required string Map { get; init; }

    /// <summary>True when this segment has its own EXT-X-MAP tag.</summary>
    public required bool OwnMap { get; init; }

    public required DateTimeOffset? DateTime { get; init; }

    /// <summary>EXT-X-GAP: players must not load it.</summary>
    public bool Gap { get; init; }

    public required IReadOnlyList<PlaylistPart> Parts { get; init; }

    public DateTimeOffset End => (DateTime ?? default) + TimeSpan.FromTicks((long)(Duration * TimeSpan.TicksPerSecond));
}

/// <summary>One EXT-X-PART.</summary>
public sealed record PlaylistPart(string Uri, decimal Duration, bool Independent, bool Gap);

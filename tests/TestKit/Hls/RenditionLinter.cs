namespace TestKit.Hls;

/// <summary>
/// Compares a rendition's playlist with the channel's: matching content has matching date-times and matching discontinuity sequence
/// numbers (rfc8216bis 6.2.4), and here also the same segments and parts.
/// </summary>
public static class RenditionLinter
{
    /// <param name="source">The channel's playlist.</param>
    /// <param name="rendition">The playlist of another rendition, read at the same moment or before.</param>
    /// <returns>The differences.</returns>
    public static IEnumerable<string> Compare(MediaPlaylist source, MediaPlaylist rendition)
    {
        var known = source.Segments.ToDictionary(segment => segment.Number);
        if (rendition.Segments[^1].Number > source.Segments[^1].Number)
            yield return "the rendition is ahead of its source";
        if (rendition.TargetDuration != source.TargetDuration || rendition.PartTarget != source.PartTarget || rendition.PartHoldBack != source.PartHoldBack)
            yield return "the renditions have different targets";
        foreach (var segment in rendition.Segments)
        {
            if (!known.TryGetValue(segment.Number, out var original))
                continue;
            if (segment.DateTime != original.DateTime || segment.Discontinuity != original.Discontinuity || segment.DiscontinuityNumber != original.DiscontinuityNumber)
                yield return $"segment {segment.Number} has another date-time or discontinuity";
            if (segment.Uri is not null && (original.Uri is null || segment.Duration != original.Duration))
                yield return $"segment {segment.Number} has another duration";
            if (original.Parts.Count > 0 && !segment.Parts.Select(part => part.Duration).SequenceEqual(original.Parts.Take(segment.Parts.Count).Select(part => part.Duration)))
                yield return $"segment {segment.Number} has other parts";
        }
    }

    /// <summary>Checks that a rendition report names nothing that the rendition does not list when it is read later.</summary>
    /// <param name="reporting">A playlist with rendition reports.</param>
    /// <param name="uri">The reported rendition's URI.</param>
    /// <param name="later">That rendition's playlist, read afterwards.</param>
    public static IEnumerable<string> CompareReport(MediaPlaylist reporting, string uri, MediaPlaylist later)
    {
        if (!reporting.Reports.TryGetValue(uri, out var reported))
            yield return $"{uri} is not reported";
        else if (reported.Number > later.Newest.Number || (reported.Number == later.Newest.Number && reported.Part > later.Newest.Part))
            yield return $"{uri} is reported at {reported} and is at {later.Newest}";
    }
}

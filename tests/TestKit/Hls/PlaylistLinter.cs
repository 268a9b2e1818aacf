namespace TestKit.Hls;

/// <summary>
/// Checks a channel's media playlist, and each reload against the one before it, by the rules of RFC 8216 and rfc8216bis and by our own
/// guarantees (a date-time on every segment, hints that always come true). A delta update is applied to the reload before it, as a player
/// does. One linter per playlist URL.
/// </summary>
public sealed class PlaylistLinter
{
    private static readonly TimeSpan Rounding = TimeSpan.FromMilliseconds(2);

    /// <summary>
    /// How far a segment's date-time may be from the end of the one before it: a run is corrected towards the receive clock there.
    /// </summary>
    private static readonly TimeSpan LongestStep = TimeSpan.FromMilliseconds(10) + Rounding;
    private readonly List<string> _faults = [];
    private readonly Dictionary<string, string> _uses = new(StringComparer.Ordinal);
    private MediaPlaylist? _last;

    /// <summary>
    /// True for a rung of a ladder: there the channel's own media stands in for missing media, on the same timeline, with the same tracks
    /// and under its own map, as if the player had changed the rendition.
    /// </summary>
    public bool MapsMayChange { get; init; }

    /// <summary>The faults found so far.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>The newest playlist.</summary>
    public MediaPlaylist Last => _last ?? throw new InvalidOperationException("No playlist was checked yet.");

    /// <summary>How many playlists were checked.</summary>
    public int Reloads { get; private set; }

    /// <summary>Parses and checks the next reload; returns null when it cannot be parsed.</summary>
    public MediaPlaylist? Check(string text)
    {
        MediaPlaylist playlist;
        try
        {
            playlist = PlaylistReader.Read(text);
        }
        catch (Exception exception) when (exception is FormatException or KeyNotFoundException)
        {
            _faults.Add(exception.Message);
            return null;
        }

        Reloads++;
        if (playlist.Skipped > 0)
            playlist = Merge(playlist);
        CheckHead(playlist);
        CheckSegments(playlist);
        if (playlist.PartTarget is { } target)
            CheckParts(playlist, target);
        else
            AddFaultIf(playlist.Parts.Any(), "parts without EXT-X-PART-INF");
        if (_last is { } last)
            CheckReload(last, playlist);
        _last = playlist;
        return playlist;
    }

    /// <summary>Checks that a delta update, applied to the reload before it, equals the whole playlist of the same moment.</summary>
    public void CheckDelta(string delta, string whole)
    {
        var (part, full) = (PlaylistReader.Read(delta), PlaylistReader.Read(whole));
        var merged = part.Skipped > 0 ? Merge(part) : part;
        // Parts of skipped segments may have left the whole playlist meanwhile.
        AddFaultIf(
            !merged.Segments.Select(Comparable).SequenceEqual(full.Segments.Select(Comparable)),
            "the delta update does not say what the whole playlist says");
        AddFaultIf(!merged.Segments.Skip(part.Skipped).SelectMany(segment => segment.Parts).SequenceEqual(full.Segments.Skip(part.Skipped).SelectMany(segment => segment.Parts)), "the delta update lists other parts");
        AddFaultIf(merged with { Segments = [], Skipped = 0, Reports = full.Reports, DateRanges = full.DateRanges } != full with { Segments = [] }, "the delta update has another head or hint");
    }

    /// <summary>A segment without the fields that may differ: a map is repeated at the first segment of each playlist text.</summary>
    private static PlaylistSegment Comparable(PlaylistSegment segment) => segment with { Parts = [], OwnMap = false };

    /// <summary>The whole playlist that a delta update stands for, with the skipped segments taken from the reload before it.</summary>
    private MediaPlaylist Merge(MediaPlaylist delta)
    {
        var known = (_last?.Segments ?? []).Where(segment => segment.Uri is not null && segment.Number >= delta.MediaSequence && segment.Number < delta.MediaSequence + delta.Skipped).ToList();
        AddFaultIf(known.Count != delta.Skipped, $"{delta.Skipped} segments are skipped and {known.Count} of them are known");
        AddFaultIf(known.Exists(segment => segment.Discontinuity), "a discontinuity is skipped");
        AddFaultIf(delta.CanSkipUntil is null, "a delta update though none is offered");
        AddFaultIf(delta.Segments.Sum(segment => segment.Duration) < delta.CanSkipUntil, "more is skipped than CAN-SKIP-UNTIL allows");
        AddFaultIf(delta.Segments.Count > 0 && !delta.Segments[0].OwnMap, "the first segment after EXT-X-SKIP has no map");
        return delta with { Segments = [.. known, .. delta.Segments], Skipped = 0 };
    }

    private void CheckHead(MediaPlaylist playlist)
    {
        AddFaultIf(playlist.Version < 6, "EXT-X-MAP needs version 6");
        AddFaultIf(playlist.Version < 8 && playlist.Segments.Any(segment => segment.Gap), "EXT-X-GAP needs version 8");
        AddFaultIf(playlist.Version < 9 && (playlist.PartTarget is not null || playlist.CanSkipUntil is not null), "parts and delta updates need version 9");
        AddFaultIf(playlist.CanSkipUntil < playlist.TargetDuration * 6, "CAN-SKIP-UNTIL is below six target durations");
        AddFaultIf(playlist.PartTarget is null && playlist.Reports.Count > 0, "rendition reports without parts");
        AddFaultIf(playlist.TargetDuration != decimal.Truncate(playlist.TargetDuration), "TARGETDURATION is no integer");
        AddFaultIf(playlist.Segments.Count == 0, "no media at all");
        AddFaultIf(playlist.PartTarget is not null && !playlist.CanBlockReload, "parts without CAN-BLOCK-RELOAD: players stall between polls");
        AddFaultIf(playlist.PartTarget is not null && playlist.PreloadHint is null && !playlist.Ended, "parts without a preload hint");
        AddFaultIf(playlist.PartTarget is { } target && !(playlist.PartHoldBack >= target * 3), "PART-HOLD-BACK below three part targets");
        AddFaultIf(playlist.PartTarget is null && (playlist.PreloadHint is not null || playlist.PartHoldBack is not null), "low-latency tags without parts");
    }

    private void CheckSegments(MediaPlaylist playlist)
    {
        PlaylistSegment? before = null;
        foreach (var segment in playlist.Segments)
        {
            AddFaultIf(decimal.Round(segment.Duration, MidpointRounding.AwayFromZero) > playlist.TargetDuration, $"segment {segment.Number} of {segment.Duration} s is above the target duration");
            AddFaultIf(segment.Duration <= 0, $"segment {segment.Number} has no duration");
            AddFaultIf(segment.DateTime is null, $"segment {segment.Number} has no date-time");
            AddFaultIf(segment.Discontinuity && !segment.OwnMap, $"segment {segment.Number} is discontinuous and has no map of its own");
            if (segment.Uri is { } uri)
                CheckUri(uri, $"segment {segment.Number}");
            if (before is not null)
            {
                var gap = segment.DateTime - before.End;
                AddFaultIf(gap < (segment.Discontinuity ? -Rounding : -LongestStep), $"date-time goes back by {-gap} at segment {segment.Number}");
                AddFaultIf(!segment.Discontinuity && gap > LongestStep, $"date-time leaps by {gap} at segment {segment.Number} without a discontinuity");
                AddFaultIf(!segment.Discontinuity && segment.Map != before.Map && !MapsMayChange, $"the map changes at segment {segment.Number} without a discontinuity");
            }

            AddFaultIf(before is not null && segment.Map != before.Map && !segment.OwnMap, $"segment {segment.Number} has another map and does not name it");
            AddFaultIf(segment.Uri is not null && !segment.Gap && segment.Parts.Any(part => part.Gap), $"segment {segment.Number} has a part that is missing and is no gap");
            AddFaultIf(segment is { Gap: true, Parts.Count: > 0 } && !segment.Parts.Any(part => part.Gap), $"segment {segment.Number} is a gap and all its parts are there");
            before = segment;
        }
    }

    private void CheckParts(MediaPlaylist playlist, decimal target)
    {
        var listed = false;
        var after = playlist.Segments.Sum(segment => segment.Duration);
        foreach (var segment in playlist.Segments)
        {
            after -= segment.Duration;
            AddFaultIf(listed && segment.Parts.Count == 0, $"segment {segment.Number} has no parts, though older ones have");
            AddFaultIf(segment.Parts.Count == 0 && after < (playlist.TargetDuration * 3) - 0.001m, $"the parts of segment {segment.Number} left the playlist too soon");
            listed |= segment.Parts.Count > 0;
            for (var i = 0; i < segment.Parts.Count; i++)
            {
                var part = segment.Parts[i];
                CheckUri(part.Uri, $"part {i} of segment {segment.Number}");
                AddFaultIf(part.Duration > target, $"part {part.Uri} of {part.Duration} s is above PART-TARGET");
                AddFaultIf(part.Duration <= 0, $"part {part.Uri} has no duration");
                var mayBeShort = part.Independent || part.Gap || (i + 1 < segment.Parts.Count && segment.Parts[i + 1].Gap) || (i == segment.Parts.Count - 1 && segment.Uri is not null);
                // The newest part may turn out to be the last of its segment.
                var undecided = i == segment.Parts.Count - 1 && segment.Uri is null;
                AddFaultIf(part.Duration < target * 0.85m && !mayBeShort && !undecided, $"part {part.Uri} of {part.Duration} s is below 85 % of PART-TARGET");
            }

            var sum = segment.Parts.Sum(part => part.Duration);
            AddFaultIf(segment.Parts.Count > 0 && sum != segment.Duration, $"the parts of segment {segment.Number} last {sum} s, it {segment.Duration} s");
        }
    }

    private void CheckReload(MediaPlaylist last, MediaPlaylist next)
    {
        AddFaultIf(next.MediaSequence < last.MediaSequence, "MEDIA-SEQUENCE goes back");
        AddFaultIf(next.DiscontinuitySequence < last.DiscontinuitySequence, "DISCONTINUITY-SEQUENCE goes back");
        AddFaultIf(next.TargetDuration != last.TargetDuration, "TARGETDURATION changes");
        AddFaultIf(next.PartTarget != last.PartTarget, "PART-TARGET changes");
        AddFaultIf(next.PartHoldBack != last.PartHoldBack, "PART-HOLD-BACK changes");
        AddFaultIf(next.Version != last.Version, "the version changes");
        AddFaultIf(next.CanSkipUntil != last.CanSkipUntil, "CAN-SKIP-UNTIL changes");
        foreach (var (uri, reported) in last.Reports)
            AddFaultIf(next.Reports.TryGetValue(uri, out var now) && (now.Number < reported.Number || (now.Number == reported.Number && now.Part < reported.Part)), $"the report of {uri} goes back");
        AddFaultIf(last.Ended, "the playlist goes on after its end");
        if (next.Segments.Count == 0 || last.Segments.Count == 0)
            return;

        AddFaultIf(next.End < last.End - LongestStep, "the end goes back");
        AddFaultIf(next.Segments[^1].Number < last.Segments[^1].Number, "the newest segment is gone");
        AddFaultIf(next.MediaSequence > last.Segments[^1].Number + 1, "the reloads do not overlap: reload more often");
        AddFaultIf(next.MediaSequence > last.MediaSequence && next.Whole.Sum(segment => segment.Duration) < next.TargetDuration * 3, "segments leave although less than three target durations stay");

        var left = last.Segments.TakeWhile(segment => segment.Number < next.MediaSequence).Count(segment => segment.Discontinuity);
        AddFaultIf(next.DiscontinuitySequence - last.DiscontinuitySequence != left, $"DISCONTINUITY-SEQUENCE grows by {next.DiscontinuitySequence - last.DiscontinuitySequence} though {left} discontinuities left");
        var known = last.Segments.ToDictionary(segment => segment.Number);
        foreach (var segment in next.Segments)
            if (known.TryGetValue(segment.Number, out var before))
                CheckUnchanged(before, segment);

        if (last.PreloadHint is { } hint && next.PreloadHint != hint)
        {
            var fresh = next.Parts.SkipWhile(part => part.Uri != hint).ToList();
            AddFaultIf(fresh.Count == 0, $"the hinted part {hint} never came");
        }
    }

    private void CheckUnchanged(PlaylistSegment before, PlaylistSegment now)
    {
        AddFaultIf(before.Uri is not null && (before.Uri != now.Uri || before.Duration != now.Duration), $"segment {now.Number} changed its URI or duration");
        AddFaultIf(before.Uri is null && now.Uri is not null && now.Duration < before.Duration - 0.001m, $"segment {now.Number} became shorter");
        AddFaultIf(before.Map != now.Map || before.DateTime != now.DateTime || before.Discontinuity != now.Discontinuity || before.DiscontinuityNumber != now.DiscontinuityNumber, $"segment {now.Number} changed its map, date-time or discontinuity");
        if (now.Parts.Count > 0)
            AddFaultIf(!before.Parts.SequenceEqual(now.Parts.Take(before.Parts.Count)), $"segment {now.Number} changed its parts");
        AddFaultIf(before.Uri is not null && now.Gap != before.Gap, $"segment {now.Number} became a gap, or came back from one");
        AddFaultIf(before.Uri is not null && now.Parts.Count > before.Parts.Count, $"segment {now.Number} got more parts after its end");
    }

    /// <summary>Checks that a URI always stands for the same segment or part.</summary>
    private void CheckUri(string uri, string use)
    {
        if (!_uses.TryAdd(uri, use))
            AddFaultIf(_uses[uri] != use, $"{uri} is {_uses[uri]} and {use}");
    }

    private void AddFaultIf(bool wrong, string fault)
    {
        if (wrong)
            _faults.Add($"reload {Reloads}: {fault}");
    }
}

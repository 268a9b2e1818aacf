using System.Globalization;

namespace TestKit.Hls;

/// <summary>
/// Compares a playlist with its media: each listed duration must be that of the pictures, to a tick of their track, and within a run each
/// segment must be decoded where the one before it ended. A picture may stand through parts that have none: their durations count together.
/// One linter per rendition; segments come in order.
/// </summary>
public sealed class MediaLinter
{
    private readonly List<string> _faults = [];
    private readonly Dictionary<string, PictureTimes> _inits = new(StringComparer.Ordinal);
    private (long Number, string Map, long End)? _last;

    /// <summary>The faults found so far.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>How many segments were compared.</summary>
    public int Segments { get; private set; }

    /// <param name="segment">A whole segment with its parts.</param>
    /// <param name="init">The initialisation segment that its EXT-X-MAP names.</param>
    /// <param name="parts">The bytes of its parts.</param>
    public void Check(PlaylistSegment segment, ReadOnlyMemory<byte> init, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        if (!_inits.TryGetValue(segment.Map, out var times))
            _inits[segment.Map] = times = new PictureTimes(init);

        Segments++;
        var end = _last is { } last && last.Number == segment.Number - 1 && last.Map == segment.Map && !segment.Discontinuity ? last.End : (long?)null;
        var began = 0L;
        for (var i = 0; i < parts.Count; i++)
        {
            if (times.Of(parts[i]) is not { } pictures)
            {
                AddFault($"part {i} of segment {segment.Number} has no picture, and none stands there");
                return;
            }

            var first = i;
            var listed = segment.Parts[i].Duration;
            while (i + 1 < parts.Count && times.Of(parts[i + 1]) is null)
                listed += segment.Parts[++i].Duration;
            if (end is { } before && pictures.Begin != before)
                AddFault($"part {first} of segment {segment.Number} is decoded at {pictures.Begin}, what is before it ends at {before}");
            began = first == 0 ? pictures.Begin : began;
            end = pictures.End;
            var length = pictures.End - pictures.Begin;
            if (!Matches(listed, length, times.Timescale))
                AddFault(string.Create(CultureInfo.InvariantCulture, $"part {first} of segment {segment.Number} is listed with {listed} s and lasts {(decimal)length / times.Timescale} s"));
        }

        if (!Matches(segment.Duration, end!.Value - began, times.Timescale))
            AddFault(string.Create(CultureInfo.InvariantCulture, $"segment {segment.Number} is listed with {segment.Duration} s and lasts {(decimal)(end.Value - began) / times.Timescale} s"));
        _last = (segment.Number, segment.Map, end.Value);
    }

    private static bool Matches(decimal listed, long ticks, uint timescale) => Math.Abs((listed * timescale) - ticks) <= 1;

    private void AddFault(string fault) => _faults.Add(fault);
}

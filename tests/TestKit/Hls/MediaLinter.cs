using System.Globalization;

namespace TestKit.Hls;

/// <summary>
/// Compares what a playlist lists with the media itself: each duration is that of the pictures, to a tick of their track, and within a run
/// each segment is decoded where the one before it ended. One linter a rendition, its segments in order.
/// </summary>
public sealed class MediaLinter
{
    private readonly List<string> _faults = [];
    private readonly Dictionary<string, PictureTimes> _inits = new(StringComparer.Ordinal);
    private (long Number, string Map, long End)? _last;

    /// <summary>What was found wrong so far.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>How many segments were compared.</summary>
    public int Segments { get; private set; }

    /// <param name="segment">A whole segment with its parts.</param>
    /// <param name="init">What its map names.</param>
    /// <param name="parts">The bytes of its parts.</param>
    /// <param name="partTarget">Seconds. A picture that stands longer is listed as a part of that length.</param>
    public void Check(PlaylistSegment segment, ReadOnlyMemory<byte> init, IReadOnlyList<ReadOnlyMemory<byte>> parts, decimal partTarget)
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
                Say($"part {i} of segment {segment.Number} has no picture");
                return;
            }

            if (end is { } before && pictures.Begin != before)
                Say($"part {i} of segment {segment.Number} is decoded at {pictures.Begin}, what is before it ends at {before}");
            began = i == 0 ? pictures.Begin : began;
            end = pictures.End;
            var length = pictures.End - pictures.Begin;
            if (!Matches(segment.Parts[i].Duration, length, times.Timescale) && !(segment.Parts[i].Duration == partTarget && length > partTarget * times.Timescale))
                Say(string.Create(CultureInfo.InvariantCulture, $"part {i} of segment {segment.Number} is listed with {segment.Parts[i].Duration} s and lasts {(decimal)length / times.Timescale} s"));
        }

        if (!Matches(segment.Duration, end!.Value - began, times.Timescale))
            Say(string.Create(CultureInfo.InvariantCulture, $"segment {segment.Number} is listed with {segment.Duration} s and lasts {(decimal)(end.Value - began) / times.Timescale} s"));
        _last = (segment.Number, segment.Map, end.Value);
    }

    private static bool Matches(decimal listed, long ticks, uint timescale) => Math.Abs((listed * timescale) - ticks) <= 1;

    private void Say(string fault) => _faults.Add(fault);
}

using System.Globalization;
using System.Text;

namespace Broadcast.Ingest.Monitor.Posters;

/// <summary>Writes WebVTT files (W3C WebVTT, "metadata") whose cues each name a picture for players' time bars. Pure.</summary>
internal static class Storyboard
{
    /// <summary>More cues than this are of no use: of long intervals only every second, third, … poster is listed.</summary>
    public const int MostCues = 2000;

    /// <param name="times">Unix milliseconds, ascending; the first may lie before <paramref name="from"/>.</param>
    /// <param name="from">The replay's start: cue times count from here.</param>
    /// <param name="to">The replay's end, exclusive.</param>
    public static string Write(IReadOnlyList<long> times, long from, long to)
    {
        var step = (times.Count + MostCues - 1) / MostCues;
        var shown = times.Where((_, index) => step <= 1 || index % step == 0).Where(at => at < to).ToList();
        var text = new StringBuilder("WEBVTT\n");
        for (var i = 0; i < shown.Count; i++)
        {
            // The first poster also covers the time before it: a bar without a picture at its left end looks broken.
            var start = i == 0 ? 0 : Math.Max(0, shown[i] - from);
            var end = (i + 1 < shown.Count ? shown[i + 1] : to) - from;
            if (end > start)
                text.Append(CultureInfo.InvariantCulture, $"\n{Time(start)} --> {Time(end)}\nposters/{shown[i]}.jpg\n");
        }

        return text.ToString();
    }

    private static string Time(long milliseconds)
    {
        var time = TimeSpan.FromMilliseconds(milliseconds);
        return string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}.{time.Milliseconds:000}");
    }
}

using System.Globalization;
using System.Text;

namespace Broadcast.Ingest.Monitor.Posters;

/// <summary>A WebVTT file (W3C WebVTT, "metadata") whose cues name a picture each: what players show over the time bar. Pure.</summary>
internal static class Storyboard
{
    /// <summary>More cues than this help nobody: of long intervals every second, third, … poster is taken.</summary>
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
            // The first stands for what comes before it: a bar without a picture at its left end looks broken.
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

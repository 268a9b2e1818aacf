using Broadcast.Ingest.Monitor.Posters;
using CsCheck;

namespace Broadcast.Ingest.Tests.Monitor.Posters;

internal sealed class StoryboardTests
{
    [Test]
    public void Cues_count_from_the_replays_start_and_follow_each_other() =>
        Assert.That(
            Storyboard.Write([90_000, 104_000, 3_700_000], from: 100_000, to: 3_710_500),
            Is.EqualTo("""
                WEBVTT

                00:00:00.000 --> 00:00:04.000
                posters/90000.jpg

                00:00:04.000 --> 01:00:00.000
                posters/104000.jpg

                01:00:00.000 --> 01:00:10.500
                posters/3700000.jpg

                """));

    [Test]
    public void Cues_cover_the_interval_without_hole_or_overlap_and_are_not_too_many() =>
        Gen.Select(Gen.Long[0, 100_000_000].Array[1, 5000], Gen.Long[1, 100_000]).Sample((times, before) =>
        {
            var sorted = times.Distinct().Order().ToList();
            var (from, to) = (sorted[0] + Math.Min(before, 10), sorted[^1] + before);
            var cues = Storyboard.Write(sorted, from, to).Split('\n').Where(line => line.Contains("-->", StringComparison.Ordinal)).Select(Cue).ToList();
            return cues.Count <= Storyboard.MostCues
                && cues[0].Start == TimeSpan.Zero
                && cues[^1].End == TimeSpan.FromMilliseconds(to - from)
                && cues.Zip(cues.Skip(1)).All(pair => pair.First.End == pair.Second.Start);
        });

    [Test]
    public void Without_posters_it_is_an_empty_file() => Assert.That(Storyboard.Write([], 0, 1000), Is.EqualTo("WEBVTT\n"));

    private static (TimeSpan Start, TimeSpan End) Cue(string line)
    {
        var parts = line.Split(" --> ");
        return (Time(parts[0]), Time(parts[1]));
    }

    private static TimeSpan Time(string text)
    {
        var parts = text.Split(':', '.').Select(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return new TimeSpan(0, parts[0], parts[1], parts[2], parts[3]);
    }
}

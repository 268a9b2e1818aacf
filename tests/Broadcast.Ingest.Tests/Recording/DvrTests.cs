using System.Text;
using Broadcast.Ingest.Hls;
using Broadcast.Ingest.Recording;
using TestKit;
using TestKit.Hls;

namespace Broadcast.Ingest.Tests.Recording;

internal sealed class DvrTests
{
    [Test]
    public async Task A_playlist_from_the_past_has_the_live_channels_numbers_and_times_up_to_the_edge()
    {
        await using var bench = new RecordingBench();
        bench.Begin();
        bench.Play("one", 130);
        bench.ShowSlate(10);
        bench.Play("two", 30);
        await EventuallyRecordedAsync(bench);

        var playlist = await ReadAsync(bench, bench.Ended[0].Start + TimeSpan.FromMinutes(1.5));

        var live = PlaylistReader.Read(Encoding.UTF8.GetString(bench.Output.Listing.Plain.Text.Span));
        var expected = bench.Ended.Where(segment => segment.Number >= playlist.MediaSequence).ToList();
        Assert.That(playlist.Segments[0].DateTime, Is.LessThanOrEqualTo(bench.Ended[0].Start + TimeSpan.FromMinutes(1.5)));
        Assert.That(playlist.Segments.Select(segment => segment.Uri), Is.EqualTo(expected.Select(segment => $"{bench.Output.Listing.Epoch}/s{segment.Number}.m4s")));
        Assert.That(playlist.Segments, Has.Count.GreaterThan(live.Segments.Count + 30));
        foreach (var listed in live.Segments)
        {
            var same = playlist.Segments.Single(segment => segment.Number == listed.Number);
            Assert.That((same.Uri, same.Duration, same.Discontinuity, same.DiscontinuityNumber), Is.EqualTo((listed.Uri, listed.Duration, listed.Discontinuity, listed.DiscontinuityNumber)));
        }
    }

    [Test]
    public async Task Numbers_never_go_back_when_a_host_is_restarted()
    {
        await using var bench = new RecordingBench();
        bench.Begin();
        var from = bench.Time.GetUtcNow();
        bench.Play("one", 60);
        await EventuallyRecordedAsync(bench);
        var before = await ReadAsync(bench, from);
        await bench.EndAsync();
        bench.Reopen();
        bench.Time.Advance(TimeSpan.FromSeconds(5));
        bench.Begin();
        bench.Play("two", 20);
        await EventuallyRecordedAsync(bench);

        var after = await ReadAsync(bench, from);

        var live = PlaylistReader.Read(Encoding.UTF8.GetString(bench.Output.Listing.Plain.Text.Span));
        var first = after.Segments.Single(segment => segment.Uri == before.Segments[0].Uri);
        Assert.That(first.Number, Is.GreaterThanOrEqualTo(before.Segments[0].Number));
        Assert.That(first.DiscontinuityNumber, Is.GreaterThanOrEqualTo(before.Segments[0].DiscontinuityNumber));
        Assert.That(after.Segments[^1].Number, Is.EqualTo(live.Segments[^1].Number));
        Assert.That(after.Segments[^1].DiscontinuityNumber, Is.EqualTo(live.Segments[^1].DiscontinuityNumber));
        var seam = after.Segments.First(segment => segment.Uri!.StartsWith(bench.Output.Listing.Epoch, StringComparison.Ordinal));
        Assert.That(seam.Discontinuity, Is.True);
    }

    [Test]
    public void Each_segment_that_was_not_recorded_is_a_gap_and_counters_go_on_behind_it()
    {
        var timeline = new Timeline();
        var start = new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);
        timeline.Add(Recorded(10, start, 5, discontinuity: false));
        timeline.Add(Recorded(14, start.AddSeconds(4), 7, discontinuity: true));

        var text = TimelineWriter.Finished(timeline.Entries, [], "");

        var playlist = PlaylistReader.Read(text);
        Assert.That(playlist.Segments.Select(segment => segment.Gap), Is.EqualTo(new[] { false, true, true, true, false }));
        Assert.That(playlist.Segments.Select(segment => segment.Duration), Is.All.EqualTo(1));
        Assert.That(playlist.Segments[4].DiscontinuityNumber - playlist.Segments[0].DiscontinuityNumber, Is.EqualTo(2));
    }

    [TestCase("1795485633123", "2026-11-24T02:00:00Z")]
    [TestCase("2026-11-24T10:00:59+08:00", "2026-11-24T02:00:00Z")]
    [TestCase("2026-11-24T10:00:59 08:00", "2026-11-24T02:00:00Z")]
    [TestCase("2026-11-24T02:00:59.5Z", "2026-11-24T02:00:00Z")]
    public async Task All_who_go_back_to_the_same_minute_share_a_playlist(string given, string rounded)
    {
        await using var bench = new RecordingBench();
        bench.Time.Advance(TimeSpan.FromMinutes(10));

        var valid = new Dvr(bench.Store, bench.Time).TryRead(given, out var from);

        Assert.That(valid, Is.True);
        Assert.That(from, Is.EqualTo(DateTimeOffset.Parse(rounded)));
    }

    [TestCase("")]
    [TestCase("-5")]
    [TestCase("yesterday")]
    [TestCase("12")]
    [TestCase("99999999999999999999")]
    [TestCase("4102444800000")]
    [TestCase("2026-13-45T00:00:00Z")]
    public async Task What_is_no_instant_in_the_past_is_refused(string given)
    {
        await using var bench = new RecordingBench();

        var valid = new Dvr(bench.Store, bench.Time).TryRead(given, out var from);

        Assert.That(valid, Is.EqualTo(given == "12"), "1970 is the past: the playlist begins with the oldest");
        Assert.That(from, Is.EqualTo(given == "12" ? DateTimeOffset.UnixEpoch : default));
    }

    private static RecordedSegment Recorded(long number, DateTimeOffset start, long discontinuities, bool discontinuity) =>
        new("e", number, start, TimeSpan.FromSeconds(1), discontinuities, discontinuity, false, discontinuity ? "b" : "a", 0, 1);

    private static async Task<MediaPlaylist> ReadAsync(RecordingBench bench, DateTimeOffset from)
    {
        var dvr = new Dvr(bench.Store, bench.Time);
        Assert.That(dvr.TryRead(from.ToUnixTimeMilliseconds().ToString(), out var minute), Is.True);
        return PlaylistReader.Read(Encoding.UTF8.GetString((await dvr.PlaylistAsync(bench.Output, minute)).Text.Span));
    }

    private static Task EventuallyRecordedAsync(RecordingBench bench) => Eventually.TrueAsync(
        () => bench.Store.Find(RecordingBench.Channel) is { } archive && archive.Volumes is [.., var last] && last.Last.Number == bench.Ended[^1].Number,
        "all that the channel has shown is on disk");
}

using Broadcast.Ingest.Channels;
using Broadcast.Ingest.Recording;
using Broadcast.Ingest.Tests.Channels;
using TestKit;

namespace Broadcast.Ingest.Tests.Recording;

[Parallelizable(ParallelScope.All)]
internal sealed class DiskFullTests
{
    [Test]
    public async Task The_oldest_beyond_the_floor_goes_when_the_disk_is_low_and_recording_goes_on()
    {
        var disk = new SmallDisk();
        await using var bench = new RecordingBench(new RecordingOptions { MinFree = 1000, Queue = 1000, Floor = TimeSpan.FromMinutes(15) }, disk: disk);
        bench.Begin();
        bench.ShowSlate(45 * 60);
        await RecordedAsync(bench);
        disk.Size = 0;

        bench.ShowSlate(20);
        await Eventually.TrueAsync(() => bench.Store.Find(RecordingBench.Channel)!.Volumes.Count == 2, "what lies beyond the floor has gone");
        await Eventually.TrueAsync(() => bench.Alarms.All().Count > 0, "nothing more may be removed");

        var left = await bench.RecordedAsync();
        var floor = bench.Time.GetUtcNow() - TimeSpan.FromMinutes(15);
        Assert.That(left[0].Segment.Start, Is.LessThanOrEqualTo(floor), "the floor stays");
        Assert.That(left[0].Segment.Start, Is.GreaterThan(floor - Volume.Longest - TimeSpan.FromSeconds(4)));
        Assert.That(bench.Alarms.All().Select(raised => raised.Alarm.Code), Is.EqualTo(new[] { "recording.disk_full" }));
        Assert.That(bench.Keeper.Full, Is.True);

        disk.Size = long.MaxValue;
        bench.ShowSlate(40);
        await RecordedAsync(bench);
        Assert.That(bench.Keeper.Full, Is.False);
    }

    [Test]
    public async Task What_is_older_than_the_retention_goes_but_for_the_media_of_replays()
    {
        await using var bench = new RecordingBench(new RecordingOptions { MinFree = 0, Queue = 1000, Floor = TimeSpan.FromMinutes(1), Retention = TimeSpan.FromMinutes(30) });
        bench.Begin();
        var replay = bench.Time.GetUtcNow() + TimeSpan.FromMinutes(12);
        bench.ShowSlate(60 * 60);
        await RecordedAsync(bench);
        bench.Keeper.BelongsToReplay = (_, from, to) => from <= replay && replay < to;

        await bench.Keeper.StartAsync(CancellationToken.None);
        await Eventually.TrueAsync(() => bench.Store.Find(RecordingBench.Channel)!.Volumes.Count <= 5, "the old has gone");
        await bench.Keeper.StopAsync(CancellationToken.None);

        var left = bench.Store.Find(RecordingBench.Channel)!.Volumes;
        Assert.That(left[0].First.Start <= replay && replay < left[0].Last.End, Is.True);
        Assert.That(left.Skip(1).All(volume => bench.Time.GetUtcNow() - volume.Last.End <= TimeSpan.FromMinutes(30)), Is.True);
    }

    [Test]
    public async Task A_disk_that_refuses_writes_as_full_stops_nothing_and_is_a_gap()
    {
        await using var bench = new RecordingBench();
        bench.Begin();
        bench.ShowSlate(60);
        await RecordedAsync(bench);
        var full = await UnfinishedInitPathAsync(bench, "source");
        // Every write to /dev/full fails with ENOSPC (full(4)).
        File.CreateSymbolicLink(full, "/dev/full");

        bench.Play("source", 20);
        await Eventually.TrueAsync(() => bench.Keeper.Full, "the disk is full");
        bench.ShowSlate(20);
        await RecordedAsync(bench);
        var lost = bench.Ended.Where(segment => segment.Init == InitOf("source")).Select(segment => segment.Number).ToList();
        Assert.That(lost, Has.Count.GreaterThan(15), "live goes on");

        File.Delete(full);
        bench.Play("source", 20);
        bench.ShowSlate(20);
        await RecordedAsync(bench);
        await bench.EndAsync();
        bench.Reopen();

        var timeline = new Timeline();
        foreach (var (segment, _, _) in await bench.RecordedAsync())
            timeline.Add(segment);
        Assert.That(timeline.Entries.Select(entry => entry.Number), Is.EqualTo(bench.Ended.Select(segment => segment.Number)));
        Assert.That(timeline.Entries.Where(entry => entry.Gap).Select(entry => entry.Number), Is.EqualTo(lost));
    }

    [Test]
    public async Task A_write_that_fails_for_another_reason_deletes_nothing()
    {
        await using var bench = new RecordingBench(new RecordingOptions { MinFree = 0, Queue = 1000, Floor = TimeSpan.Zero });
        bench.Begin();
        bench.ShowSlate(45 * 60);
        await RecordedAsync(bench);
        var volumes = bench.Store.Find(RecordingBench.Channel)!.Volumes.Count;

        // A folder where a file should be: the disk is not full, and deleting recordings would not help.
        Directory.CreateDirectory(await UnfinishedInitPathAsync(bench, "another"));
        bench.Play("another", 20);
        bench.ShowSlate(20);
        await RecordedAsync(bench);
        Assert.That(bench.Store.Find(RecordingBench.Channel)!.Volumes, Has.Count.GreaterThanOrEqualTo(volumes));
        Assert.That(bench.Keeper.Full, Is.False);
    }

    /// <summary>The path at which a run's initialisation segment is written before it is renamed.</summary>
    private static async Task<string> UnfinishedInitPathAsync(RecordingBench bench, string run)
    {
        var archive = await bench.Store.OpenAsync(RecordingBench.Channel, CancellationToken.None);
        return archive.InitPath(InitOf(run)) + ".making";
    }

    private static string InitOf(string run) => InitName.Of(TestFragments.Run(run).Init.Span);

    private static Task RecordedAsync(RecordingBench bench) => Eventually.TrueAsync(
        () => bench.Store.Find(RecordingBench.Channel) is { } archive && archive.Volumes is [.., var last] && last.Last.Number == bench.Ended[^1].Number,
        "all that the channel has shown is on disk");

    private sealed class SmallDisk : IRecordingDisk
    {
        private long _size = long.MaxValue / 2;

        public long Size { set => Interlocked.Exchange(ref _size, value == long.MaxValue ? long.MaxValue / 2 : value); }

        public long Free(string folder) => Interlocked.Read(ref _size);
    }
}

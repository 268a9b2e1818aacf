using System.Diagnostics;
using Broadcast.Ingest.Recording;
using TestKit;

namespace Broadcast.Ingest.Tests.Recording;

internal sealed class DiskFullTests
{
    [Test]
    public async Task The_oldest_beyond_the_floor_goes_when_the_disk_is_low_and_recording_goes_on()
    {
        var disk = new SmallDisk();
        await using var bench = new RecordingBench(new RecordingOptions { MinFree = 1000, Queue = 1000, Floor = TimeSpan.FromMinutes(15) }, disk: disk);
        bench.Begin();
        bench.Rest(45 * 60);
        await RecordedAsync(bench);
        disk.Size = 0;

        bench.Rest(20);
        await Eventually.TrueAsync(() => bench.Store.Find(RecordingBench.Channel)!.Volumes.Count == 2, "what lies beyond the floor has gone");

        var left = await bench.RecordedAsync();
        var floor = bench.Time.GetUtcNow() - TimeSpan.FromMinutes(15);
        Assert.That(left[0].Segment.Start, Is.LessThanOrEqualTo(floor), "the floor stays");
        Assert.That(left[0].Segment.Start, Is.GreaterThan(floor - Volume.Longest - TimeSpan.FromSeconds(4)));
        Assert.That(bench.Alarms.All().Select(raised => raised.Alarm.Code), Is.EqualTo(new[] { "recording.disk_full" }));
        Assert.That(bench.Keeper.Full, Is.True);

        disk.Size = long.MaxValue;
        bench.Rest(40);
        await RecordedAsync(bench);
        Assert.That(bench.Keeper.Full, Is.False);
    }

    [Test]
    public async Task What_is_older_than_the_retention_goes_but_for_the_media_of_replays()
    {
        await using var bench = new RecordingBench(new RecordingOptions { MinFree = 0, Queue = 1000, Floor = TimeSpan.FromMinutes(1), Retention = TimeSpan.FromMinutes(30) });
        bench.Begin();
        var replay = bench.Time.GetUtcNow() + TimeSpan.FromMinutes(12);
        bench.Rest(60 * 60);
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
    public async Task A_disk_that_is_really_full_stops_nothing_and_is_a_gap()
    {
        using var mount = await TinyMount.TryAsync("512k");
        if (mount is null)
            Assert.Ignore("Mounting a file system takes root.");

        await using var bench = new RecordingBench(new RecordingOptions { MinFree = 0, Queue = 1000 }, mount!.Path);
        bench.Begin();
        bench.Rest(240);
        await Eventually.TrueAsync(() => bench.Keeper.Full, "the disk is full");
        var numbers = bench.Ended.Count;
        bench.Rest(20);
        Assert.That(bench.Ended, Has.Count.GreaterThan(numbers), "live goes on");
        var full = (await bench.RecordedAsync())[^1].Segment.Number;

        await mount.ResizeAsync("16m");
        bench.Rest(20);
        await RecordedAsync(bench);
        await bench.EndAsync();
        bench.Reopen();

        var recorded = (await bench.RecordedAsync()).Select(entry => entry.Segment).ToList();
        var timeline = new Timeline();
        recorded.ForEach(timeline.Add);
        Assert.That(recorded[^1].Number, Is.EqualTo(bench.Ended[^1].Number));
        Assert.That(timeline.Entries.Select(entry => entry.Number), Is.EqualTo(bench.Ended.Select(segment => segment.Number)));
        Assert.That(timeline.Entries.First(entry => entry.Gap).Number, Is.GreaterThan(full - 5));
    }

    private static Task RecordedAsync(RecordingBench bench) => Eventually.TrueAsync(
        () => bench.Store.Find(RecordingBench.Channel) is { } archive && archive.Volumes is [.., var last] && last.Last.Number == bench.Ended[^1].Number,
        "all that the channel has shown is on disk");

    private sealed class SmallDisk : IRecordingDisk
    {
        private long _size = long.MaxValue / 2;

        public long Size { set => Interlocked.Exchange(ref _size, value == long.MaxValue ? long.MaxValue / 2 : value); }

        public long Free(string folder) => Interlocked.Read(ref _size);
    }

    /// <summary>A file system in memory of a size of its own.</summary>
    private sealed class TinyMount : IDisposable
    {
        private readonly TemporaryFolder _folder;

        private TinyMount(TemporaryFolder folder) => _folder = folder;

        public string Path => _folder.Path;

        public static async Task<TinyMount?> TryAsync(string size)
        {
            var folder = new TemporaryFolder();
            if (await RunAsync("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", folder.Path) == 0)
                return new TinyMount(folder);
            folder.Dispose();
            return null;
        }

        public async Task ResizeAsync(string size) => Assert.That(await RunAsync("mount", "-o", $"remount,size={size}", Path), Is.Zero);

        public void Dispose()
        {
            using var process = Process.Start("umount", ["-l", Path]);
            process.WaitForExit();
            _folder.Dispose();
        }

        private static async Task<int> RunAsync(string program, params string[] arguments)
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, UseShellExecute = false })!;
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
    }
}

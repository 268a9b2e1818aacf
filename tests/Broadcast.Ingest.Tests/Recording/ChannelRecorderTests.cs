using System.Security.Cryptography;
using Broadcast.Ingest.Recording;
using CsCheck;
using TestKit;

namespace Broadcast.Ingest.Tests.Recording;

[Parallelizable(ParallelScope.All)]
internal sealed class ChannelRecorderTests
{
    [Test]
    public async Task Every_segment_is_on_disk_byte_for_byte_with_the_slate_marked()
    {
        await using var bench = new RecordingBench();
        bench.Begin();
        bench.ShowSlate(5);
        bench.Play("one", 5);
        bench.ShowSlate(5);
        await bench.EndAsync();

        bench.Reopen();
        var recorded = await bench.RecordedAsync();

        Assert.That(recorded.Select(entry => entry.Segment.Number), Is.EqualTo(bench.Ended.Select(segment => segment.Number)));
        Assert.That(recorded.Select(entry => entry.Segment.Start), Is.EqualTo(bench.Ended.Select(segment => segment.Start)));
        Assert.That(recorded.Select(entry => entry.Segment.Slate), Is.EqualTo(bench.Ended.Select(segment => segment.Run.Slate)));
        Assert.That(recorded.Count(entry => !entry.Segment.Slate), Is.EqualTo(5));
        foreach (var (entry, segment) in recorded.Zip(bench.Ended))
        {
            using var media = File.OpenHandle(entry.MediaPath);
            var bytes = new byte[entry.Segment.Length];
            await RandomAccess.ReadAsync(media, bytes, entry.Segment.Offset);
            Assert.That(SHA256.HashData(bytes), Is.EqualTo(SHA256.HashData(segment.Parts.SelectMany(part => part.Bytes).SelectMany(piece => piece.ToArray()).ToArray())));
            Assert.That(File.Exists(Path.Combine(bench.Folder, "init", $"{segment.Init}.mp4")));
        }
    }

    [Test]
    public async Task A_host_killed_at_any_byte_leaves_a_recording_that_the_next_one_goes_on_with()
    {
        await using var bench = new RecordingBench();
        bench.Begin();
        bench.Play("one", 6);
        await bench.EndAsync();
        var whole = await bench.RecordedAsync();
        var index = Directory.GetFiles(bench.Folder, "*.index").Single();
        var media = Path.ChangeExtension(index, ".media");
        var (indexBytes, mediaBytes) = (await File.ReadAllBytesAsync(index), await File.ReadAllBytesAsync(media));

        await Gen.Select(Gen.Int[0, indexBytes.Length], Gen.Int[0, mediaBytes.Length], Gen.Byte.Array[0, 40]).SampleAsync(async (cut, mediaCut, torn) =>
        {
            // The index is cut at any byte and may end in the bytes of a torn write; the media is cut at any byte.
            await File.WriteAllBytesAsync(index, [.. indexBytes.AsSpan(0, cut), .. torn]);
            await File.WriteAllBytesAsync(media, mediaBytes.AsSpan(0, mediaCut).ToArray());
            using var store = NewStore(bench);
            var archive = await store.OpenAsync(RecordingBench.Channel, CancellationToken.None);
            var left = await archive.BetweenAsync(DateTimeOffset.MinValue, DateTimeOffset.MaxValue, CancellationToken.None);

            var expected = whole.Select(entry => entry.Segment).TakeWhile(segment => segment.Offset + segment.Length <= mediaCut).ToList();
            Assert.That(left.Select(entry => entry.Segment), Is.EqualTo(expected.Take(left.Count)));
            // Nothing whole is lost: each whole index line whose media is there is an entry.
            var lines = indexBytes.AsSpan(0, cut).Count((byte)'\n');
            var inits = whole.Select(entry => entry.Segment.Init).Distinct(StringComparer.Ordinal).Count();
            Assert.That(left, Has.Count.GreaterThanOrEqualTo(Math.Min(lines - inits, expected.Count)));
            if (left.Count > 0)
                Assert.That(new FileInfo(media).Length, Is.EqualTo(left[^1].Segment.Offset + left[^1].Segment.Length));
        }, iter: 200, threads: 1);
    }

    [Test]
    public async Task What_a_loss_of_power_left_as_zeros_is_not_listed()
    {
        await using var bench = new RecordingBench();
        bench.Begin();
        bench.Play("one", 6);
        await bench.EndAsync();
        var whole = await bench.RecordedAsync();
        var media = Directory.GetFiles(bench.Folder, "*.media").Single();
        var lost = whole[^2].Segment;

        // The file has its length, but the bytes from some moment on were never written.
        var bytes = await File.ReadAllBytesAsync(media);
        bytes.AsSpan((int)(lost.Offset + (lost.Length / 2))).Clear();
        await File.WriteAllBytesAsync(media, bytes);
        bench.Reopen();

        Assert.That((await bench.RecordedAsync()).Select(entry => entry.Segment), Is.EqualTo(whole.Select(entry => entry.Segment).Take(whole.Length - 2)));
    }

    [Test]
    public async Task A_restarted_host_goes_on_in_the_same_recording()
    {
        await using var bench = new RecordingBench();
        bench.Begin();
        bench.Play("one", 4);
        await bench.EndAsync();
        bench.Reopen();
        bench.Time.Advance(TimeSpan.FromSeconds(20));
        bench.Begin();
        bench.Play("two", 4);
        await bench.EndAsync();

        bench.Reopen();
        var recorded = await bench.RecordedAsync();

        Assert.That(recorded.Select(entry => entry.Segment.Number), Is.EqualTo(bench.Ended.Select(segment => segment.Number)));
        Assert.That(recorded.Select(entry => entry.Segment.Epoch).Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(2));
    }

    [Test]
    public async Task Ten_minutes_fill_a_volume_and_a_closed_one_is_known_by_its_ends()
    {
        await using var bench = new RecordingBench();
        bench.Begin();
        bench.ShowSlate(700);
        await bench.EndAsync();

        bench.Reopen();
        var archive = await bench.Store.OpenAsync(RecordingBench.Channel, CancellationToken.None);
        var recorded = await bench.RecordedAsync();

        Assert.That(archive.Volumes, Has.Count.EqualTo(2));
        Assert.That(archive.Volumes[0].Last.End, Is.EqualTo(archive.Volumes[1].First.Start));
        Assert.That(recorded.Select(entry => entry.Segment.Number), Is.EqualTo(bench.Ended.Select(segment => segment.Number)));
    }

    [Test]
    public async Task While_the_disk_hangs_the_queue_keeps_to_its_bytes_and_what_does_not_fit_is_left_out()
    {
        using var disk = new HangingDisk();
        await using var bench = new RecordingBench(new RecordingOptions { MinFree = 0, Queue = 1000, QueueBytes = 150_000 }, disk: disk);
        bench.Begin();
        await bench.WrittenAsync();
        var before = bench.Ended.Count;
        disk.Hang();
        bench.Play("one", 100);

        var came = bench.Ended.Skip(before).Sum(segment => segment.Length);
        var waiting = bench.WaitingBytes;
        disk.GoOn();
        await bench.WrittenAsync();
        bench.ShowSlate(4);
        await bench.EndAsync();

        var recorded = (await bench.RecordedAsync()).Select(entry => entry.Segment.Number).ToHashSet();
        Assert.Multiple(() =>
        {
            Assert.That(came, Is.GreaterThan(250_000), "bytes that came while it hung");
            Assert.That(waiting, Is.InRange(140_000, 150_000), "bytes that waited");
            Assert.That(bench.Ended.Take(before).All(segment => recorded.Contains(segment.Number)), "what came before is whole");
            Assert.That(bench.Ended.Skip(before).Where(segment => recorded.Contains(segment.Number)).Sum(segment => segment.Length), Is.InRange(140_000, came - 100_000));
        });
    }

    private static RecordingStore NewStore(RecordingBench bench) =>
        new(Microsoft.Extensions.Options.Options.Create(bench.Options), new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build());

    /// <summary>A disk that does not answer between <see cref="Hang"/> and <see cref="GoOn"/>, as one over a network may.</summary>
    private sealed class HangingDisk : IRecordingDisk, IDisposable
    {
        private readonly ManualResetEventSlim _answers = new(initialState: true);

        public long Free(string folder)
        {
            _answers.Wait(Eventually.Patience);
            return long.MaxValue / 2;
        }

        public void Hang() => _answers.Reset();

        public void GoOn() => _answers.Set();

        public void Dispose() => _answers.Dispose();
    }
}

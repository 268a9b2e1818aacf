using System.IO.Pipelines;
using Broadcast.Ingest.Media.Fmp4;
using CsCheck;

namespace Broadcast.Ingest.Tests.Media.Fmp4;

[Parallelizable(ParallelScope.Self)]
internal sealed class Fmp4ReaderTests
{
    [Test]
    public async Task Init_and_fragments_are_the_whole_stream_and_parse_as_encoded()
    {
        var clip = await Fmp4Clip.BytesAsync;

        var (init, fragments) = await ReadAsync(clip, clip.Length);

        byte[] whole = [.. init, .. fragments.SelectMany(fragment => fragment)];
        Assert.That(whole, Is.EqualTo(clip));
        var parsed = Fmp4Init.Parse(init);
        Assert.That((parsed.Codecs, parsed.Width, parsed.Height), Is.EqualTo(("avc1.64001f,mp4a.40.2", 160, 90)));
        var moofs = fragments.Select(fragment => Fmp4Moof.Parse(fragment, parsed)).ToList();
        Assert.That(moofs.Sum(moof => moof.Video?.Samples ?? 0), Is.EqualTo(25));
        Assert.That(moofs.Select(moof => moof.Video).OfType<Fmp4TrackRun>().Select(video => video.Sync), Is.EqualTo(Enumerable.Range(0, 25).Select(frame => frame % 10 == 0)));
        Assert.That(moofs.Sum(moof => moof.Audio?.Duration ?? 0) / (double)parsed.Audio!.Timescale, Is.EqualTo(1).Within(0.06));
    }

    [Test]
    public async Task How_the_stream_is_cut_up_makes_no_difference()
    {
        var clip = await Fmp4Clip.BytesAsync;
        var (wholeInit, wholeFragments) = await ReadAsync(clip, clip.Length);

        await Gen.Int[1, 5000].Array[1, 50].SampleAsync(
            async sizes =>
            {
                var (init, fragments) = await ReadAsync(clip, sizes);
                return init.AsSpan().SequenceEqual(wholeInit) && fragments.Count == wholeFragments.Count
                    && fragments.Zip(wholeFragments).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
            },
            iter: 100);
    }

    [Test]
    public async Task A_stream_that_ends_anywhere_gives_whole_fragments_only()
    {
        var clip = await Fmp4Clip.BytesAsync;
        var (init, whole) = await ReadAsync(clip, clip.Length);

        await Gen.Int[init.Length, clip.Length].SampleAsync(
            async length =>
            {
                var (_, fragments) = await ReadAsync(clip[..length], 1000);
                return fragments.Zip(whole).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
            },
            iter: 100);
    }

    [Test]
    public async Task Damage_of_any_kind_is_one_exception_or_none()
    {
        var clip = await Fmp4Clip.BytesAsync;
        var head = clip[..Math.Min(clip.Length, 6000)];

        await Gen.Select(Gen.Int[0, head.Length - 1], Gen.Byte).Array[1, 8].SampleAsync(
            async damages =>
            {
                var damaged = head.ToArray();
                foreach (var (at, value) in damages)
                    damaged[at] = value;
                try
                {
                    var (bytes, fragments) = await ReadAsync(damaged, 700);
                    var init = Fmp4Init.Parse(bytes);
                    foreach (var fragment in fragments)
                        Fmp4Moof.Parse(fragment, init);
                }
                catch (Fmp4Exception)
                {
                    // The only exception that is allowed.
                }
            },
            iter: 5000);
    }

    [Test]
    public void Garbage_is_refused()
    {
        var random = new Random(20261123);
        for (var i = 0; i < 2000; i++)
        {
            var garbage = new byte[random.Next(0, 2000)];
            random.NextBytes(garbage);
            Assert.That(async () => await ReadAsync(garbage, 300), Throws.InstanceOf<Fmp4Exception>());
        }
    }

    [Test]
    public void A_box_of_impossible_size_is_refused_before_it_is_read()
    {
        byte[] ftyp = [0, 0, 0, 8, .. "ftyp"u8, 0x7F, 0, 0, 0, .. "moov"u8];

        Assert.That(async () => await ReadAsync(ftyp, 300), Throws.InstanceOf<Fmp4Exception>().With.Message.Contains("moov"));
    }

    private static async Task<(byte[] Init, List<byte[]> Fragments)> ReadAsync(byte[] bytes, params int[] sizes)
    {
        // Without a threshold the writer never waits for the reader, which gets pieces of the given sizes.
        var pipe = new Pipe(new PipeOptions(pauseWriterThreshold: 0, minimumSegmentSize: 1));
        var writing = WriteAsync(pipe.Writer, bytes, sizes);
        var reader = new Fmp4Reader(pipe.Reader);
        try
        {
            var init = await reader.ReadInitAsync(CancellationToken.None);
            var fragments = new List<byte[]>();
            while (await reader.ReadFragmentAsync(CancellationToken.None) is { } fragment)
                fragments.Add(fragment);
            return (init, fragments);
        }
        finally
        {
            await writing;
            await pipe.Reader.CompleteAsync();
        }
    }

    private static async Task WriteAsync(PipeWriter writer, byte[] bytes, int[] sizes)
    {
        for (var (at, turn) = (0, 0); at < bytes.Length; turn++)
        {
            var size = Math.Min(sizes[turn % sizes.Length], bytes.Length - at);
            await writer.WriteAsync(bytes.AsMemory(at, size));
            at += size;
            await Task.Yield();
        }

        await writer.CompleteAsync();
    }
}

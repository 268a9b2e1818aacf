using System.Buffers;
using System.IO.Pipelines;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Avc;
using Broadcast.Ingest.Media.Flv;
using Broadcast.Ingest.Media.Fmp4;
using Broadcast.Ingest.Tests.Media.Fmp4;

namespace Broadcast.Ingest.Tests.Fuzzing;

/// <summary>Damaged FFmpeg output: the reader of the stream, the parsers of its boxes, and the FLV encoder.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class MediaFuzzTests
{
    private static readonly DateTimeOffset Origin = new(2026, 11, 24, 10, 0, 0, TimeSpan.Zero);

    /// <summary>The longest box that is not media (1 MiB), and ftyp and moov together (2 MiB).</summary>
    private const long Boxes = 3 << 20;

    /// <summary>The longest mdat (32 MiB), and 1 MiB to spare.</summary>
    private const long Media = 33 << 20;

    [Test]
    public async Task A_stream_of_fragments()
    {
        var clip = await Fmp4Clip.BytesAsync;

        await new Fuzzer(
            random => Mutation.Of(random, clip, 6000),
            async input =>
            {
                var reader = new Fmp4Reader(PipeReader.Create(new ReadOnlySequence<byte>(input)));
                var init = Fmp4Init.Parse(await reader.ReadInitAsync(CancellationToken.None));
                while (await reader.ReadFragmentAsync(CancellationToken.None) is { } fragment)
                    Fmp4Moof.Parse(fragment, init);
            },
            [typeof(Fmp4Exception)],
            length => Boxes + Media + 16L * length).RunAsync();
    }

    [Test]
    public async Task An_initialisation_segment()
    {
        var (init, _) = await ClipAsync();

        await new Fuzzer(
            random => Mutation.Of(random, init),
            input =>
            {
                Fmp4Init.Parse(input);
                return ValueTask.CompletedTask;
            },
            [typeof(Fmp4Exception)],
            length => 16 * 1024 + 16L * length).RunAsync();
    }

    [Test]
    public async Task A_sequence_parameter_set()
    {
        var (init, _) = await ClipAsync();
        var header = Fmp4Init.Parse(init).Video.Config.ToArray();

        await new Fuzzer(
            random => Mutation.Of(random, header),
            // A set that cannot be read is null: the reader itself throws nothing.
            input => AvcFormat.Parse(input) is null ? throw new FormatException() : ValueTask.CompletedTask,
            [typeof(FormatException)],
            length => 16 * 1024 + 16L * length).RunAsync();
    }

    [Test]
    public async Task A_fragment_that_becomes_FLV()
    {
        var (init, fragments) = await ClipAsync();
        var run = new MediaRun { Id = "one", Init = init, Codecs = "", Width = 160, Height = 90 };
        var seed = fragments.Take(3).SelectMany(fragment => fragment).ToArray();

        await new Fuzzer(
            random => Mutation.Of(random, seed),
            input => Encode(run, input),
            [typeof(Fmp4Exception)],
            // 4096 samples with their tags, and every byte once in its tag.
            length => (2 << 20) + 16L * length).RunAsync();
    }

    [Test]
    public async Task A_run_that_becomes_FLV()
    {
        var (init, fragments) = await ClipAsync();

        await new Fuzzer(
            random => Mutation.Of(random, init),
            input => Encode(new MediaRun { Id = "one", Init = input, Codecs = "", Width = 160, Height = 90 }, fragments[0]),
            [typeof(Fmp4Exception)],
            length => (2 << 20) + 64L * length).RunAsync();
    }

    private static ValueTask Encode(MediaRun run, byte[] bytes)
    {
        var encoder = new FlvEncoder(Origin);
        for (var i = 0; i < 2; i++)
        {
            var batch = encoder.Encode(new Fragment
            {
                Run = run,
                Start = Origin.AddMilliseconds(40 * i),
                Duration = TimeSpan.FromMilliseconds(40),
                Independent = i == 0,
                Bytes = bytes,
            });
            if (batch is not null && batch.Tags.Sum(tag => FlvWriter.Size(tag)) != batch.Bytes.Length)
                throw new InvalidOperationException("The sizes of the tags do not add up to the batch.");
        }

        return ValueTask.CompletedTask;
    }

    private static async Task<(byte[] Init, List<byte[]> Fragments)> ClipAsync()
    {
        var reader = new Fmp4Reader(PipeReader.Create(new ReadOnlySequence<byte>(await Fmp4Clip.BytesAsync)));
        var init = await reader.ReadInitAsync(CancellationToken.None);
        var fragments = new List<byte[]>();
        while (await reader.ReadFragmentAsync(CancellationToken.None) is { } fragment)
            fragments.Add(fragment);
        return (init, fragments);
    }
}

using System.Buffers;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Flv;
using CsCheck;

namespace Broadcast.Ingest.Tests.Media.Flv;

internal sealed class FlvReaderTests
{
    private const int MaxBody = 4096;

    private static readonly Gen<FlvTag> Tags = Gen.Select(
        Gen.OneOf(Gen.Const(MediaKind.Audio), Gen.Const(MediaKind.Video), Gen.Const(MediaKind.Data)), Gen.UInt, Gen.Byte.Array[0, 600],
        (kind, time, body) => new FlvTag(kind, time, body));

    [Test]
    public void What_the_writer_wrote_is_read_back_however_it_is_cut() =>
        Gen.Select(Tags.List[0, 8], Gen.Int[1, 64]).Sample((tags, step) =>
        {
            var file = File(tags);
            var read = new List<FlvTag>();
            var reader = new FlvReader(MaxBody);
            var kept = 0;
            for (var end = 0; end < file.Length;)
            {
                end = Math.Min(end + step, file.Length);
                var input = new ReadOnlySequence<byte>(file, kept, end - kept);
                while (reader.TryRead(ref input, out var tag))
                    read.Add(tag);
                kept = end - (int)input.Length;
            }

            return kept == file.Length && read.Count == tags.Count
                && read.Zip(tags).All(pair => (pair.First.Kind, pair.First.Timestamp) == (pair.Second.Kind, pair.Second.Timestamp)
                    && pair.First.Body.Span.SequenceEqual(pair.Second.Body.Span));
        });

    [Test]
    public void Broken_bytes_are_a_fault_or_wait_for_more_and_never_give_more_than_came() =>
        Gen.Select(Tags.List[1, 6], Gen.Int, Gen.Byte, Gen.Byte.Array[0, 40]).Sample((tags, at, with, tail) =>
        {
            byte[] file = [.. File(tags), .. tail];
            file[(at & int.MaxValue) % file.Length] = with;
            var input = new ReadOnlySequence<byte>(file);
            var reader = new FlvReader(MaxBody);
            long bodyBytes = 0;
            try
            {
                while (reader.TryRead(ref input, out var tag))
                    bodyBytes += tag.Body.Length;
            }
            catch (FlvException)
            {
                return true;
            }

            return bodyBytes <= file.Length;
        }, iter: 20_000);

    [Test]
    public void A_tag_beyond_the_limit_is_a_fault_before_its_body_comes()
    {
        byte[] file = [.. FlvWriter.Header.Span, 9, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0];

        Assert.That(() => Read(file), Throws.TypeOf<FlvException>().With.Message.Contains("16777215"));
    }

    [Test]
    public void An_encrypted_tag_is_a_fault()
    {
        byte[] file = [.. FlvWriter.Header.Span, 0x29, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 12];

        Assert.That(() => Read(file), Throws.TypeOf<FlvException>());
    }

    [Test]
    public void Other_tags_are_passed_over()
    {
        byte[] file = [.. FlvWriter.Header.Span, 3, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7, 0, 0, 0, 12, .. Tag(new FlvTag(MediaKind.Audio, 40, new byte[] { 1 }))];

        Assert.That(Read(file).Single().Timestamp, Is.EqualTo(40));
    }

    [Test]
    public void A_longer_header_is_passed_over()
    {
        byte[] file = [.. "FLV"u8, 1, 5, 0, 0, 0, 12, 9, 9, 9, 0, 0, 0, 0, .. Tag(new FlvTag(MediaKind.Video, 0x01020304, new byte[] { 1, 2 }))];

        Assert.That(Read(file).Single().Timestamp, Is.EqualTo(0x01020304));
    }

    private static List<FlvTag> Read(byte[] file)
    {
        var input = new ReadOnlySequence<byte>(file);
        var reader = new FlvReader(MaxBody);
        var tags = new List<FlvTag>();
        while (reader.TryRead(ref input, out var tag))
            tags.Add(tag);
        return tags;
    }

    private static byte[] File(IEnumerable<FlvTag> tags) => [.. FlvWriter.Header.Span, .. tags.SelectMany(Tag)];

    private static byte[] Tag(FlvTag tag)
    {
        var bytes = new byte[FlvWriter.Size(tag)];
        FlvWriter.Write(tag, bytes);
        return bytes;
    }
}

using Broadcast.Ingest.Monitor;
using CsCheck;

namespace Broadcast.Ingest.Tests.Monitor;

internal sealed class JpegSplitterTests
{
    /// <summary>As an encoder writes them: each FF in the data is followed by 00.</summary>
    private static readonly Gen<byte[]> Pictures =
        Gen.Byte.Array[0, 200].Select(data => (byte[])[0xFF, 0xD8, .. data.SelectMany(one => one == 0xFF ? (byte[])[0xFF, 0x00] : [one]), 0xFF, 0xD9]);

    [Test]
    public void Pictures_come_out_whole_however_the_stream_is_cut() =>
        Gen.Select(Pictures.List[0, 6], Gen.Int[1, 50]).Sample((pictures, size) =>
        {
            var splitter = new JpegSplitter();
            var found = pictures.SelectMany(picture => picture).Chunk(size).SelectMany(chunk => splitter.Accept(chunk)).ToList();
            return found.Count == pictures.Count && found.Zip(pictures).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
        });

    [Test]
    public void Any_input_is_accepted_without_growing() =>
        Gen.Byte.Array[0, 5000].Sample(bytes =>
        {
            var splitter = new JpegSplitter(largest: 100);
            return splitter.Accept(bytes).All(picture => picture.Length <= 102);
        });

    [Test]
    public void A_picture_that_is_too_large_is_given_up_and_the_next_one_found()
    {
        var splitter = new JpegSplitter(largest: 100);
        byte[] small = [0xFF, 0xD8, 1, 2, 3, 0xFF, 0xD9];

        var found = splitter.Accept([0xFF, 0xD8, .. new byte[500], 0xFF, 0xD9, .. small]);

        Assert.That(found.Single(), Is.EqualTo(small));
        Assert.That(splitter.Oversized, Is.EqualTo(1));
    }
}

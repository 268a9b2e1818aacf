using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Flv;

namespace Broadcast.Ingest.Tests.Media.Flv;

internal sealed class FlvWriterTests
{
    [Test]
    public void A_tag_beyond_the_24_bits_of_its_timestamp_is_written_with_the_upper_byte_behind_them()
    {
        var tag = new FlvTag(MediaKind.Video, 0x12_345678, new byte[] { 0x17, 1 });

        var bytes = new byte[FlvWriter.Size(tag)];
        FlvWriter.Write(tag, bytes);

        Assert.That(Convert.ToHexStringLower(bytes), Is.EqualTo("09" + "000002" + "345678" + "12" + "000000" + "1701" + "0000000d"));
    }

    [Test]
    public void The_header_announces_audio_and_video()
    {
        Assert.That(Convert.ToHexStringLower(FlvWriter.Header.Span), Is.EqualTo("464c56" + "01" + "05" + "00000009" + "00000000"));
    }
}

using Broadcast.Ingest.Rtmp;
using Broadcast.Ingest.Rtmp.Chunks;

namespace Broadcast.Ingest.Tests.Rtmp.Chunks;

internal sealed class AggregateMessageTests
{
    private const string Audio = "08 000001 000BB8 00 000000 AF 0000000C";
    private const string Video = "09 000002 000BE0 00 000000 1701 0000000D";

    [Test]
    public void Its_tags_come_apart_with_times_counted_from_the_first()
    {
        var parts = Split(Audio + Video, 100_000);

        Assert.That(parts.Select(part => (part.Type, part.Timestamp, Convert.ToHexString(part.Payload.Span))), Is.EqualTo(new[]
        {
            (MessageType.Audio, 100_000u, "AF"), (MessageType.Video, 100_040u, "1701"),
        }));
    }

    [Test]
    public void The_last_back_pointer_may_be_missing()
    {
        Assert.That(Split(Audio[..^8], 0), Has.Count.EqualTo(1));
    }

    [Test]
    public void The_upper_byte_of_a_time_counts()
    {
        var parts = Split("08 000000 FFFFFF 00 000000 0000000B 08 000000 00000F 01 000000 0000000B", 7);

        Assert.That(parts[1].Timestamp - parts[0].Timestamp, Is.EqualTo(0x10));
    }

    [Test]
    public void A_tag_that_is_cut_off_is_refused()
    {
        Assert.That(() => Split("08 0000FF 000000 00 000000 AF", 0), Throws.TypeOf<RtmpProtocolException>());
    }

    private static List<RtmpMessage> Split(string hex, uint time) =>
        [.. AggregateMessage.Split(new RtmpMessage(MessageType.Aggregate, 1, time, Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))))];
}

using System.Buffers;
using Broadcast.Ingest.Rtmp;
using Broadcast.Ingest.Rtmp.Chunks;

namespace Broadcast.Ingest.Tests.Rtmp.Chunks;

internal sealed class ChunkReaderTests
{
    private ChunkReader _reader = null!;

    [SetUp]
    public void Begin() => _reader = new ChunkReader { MaxMediaLength = 1 << 20 };

    [Test]
    public void A_header_of_every_type_is_read()
    {
        var messages = Read(
            [0x04, 0, 0, 100, 0, 0, 2, 9, 1, 0, 0, 0, 0xA1, 0xA2],
            [0x44, 0, 0, 40, 0, 0, 1, 8, 0xB1],
            [0x84, 0, 0, 20, 0xC1],
            [0xC4, 0xD1]);

        Assert.That(messages.Select(message => (message.Type, message.StreamId, message.Timestamp, Convert.ToHexString(message.Payload.Span))), Is.EqualTo(new[]
        {
            (MessageType.Video, 1u, 100u, "A1A2"), (MessageType.Audio, 1u, 140u, "B1"), (MessageType.Audio, 1u, 160u, "C1"), (MessageType.Audio, 1u, 180u, "D1"),
        }));
    }

    [TestCase(2)]
    [TestCase(63)]
    [TestCase(64)]
    [TestCase(319)]
    [TestCase(320)]
    [TestCase(65_599)]
    public void A_chunk_stream_id_may_have_one_two_or_three_bytes(int id)
    {
        var message = Message(5, 300);

        Assert.That(Read(new ChunkEncoder().All(id, message)).Single().Payload.ToArray(), Is.EqualTo(message.Payload.ToArray()));
    }

    [Test]
    public void A_header_without_a_time_after_a_full_one_uses_its_time_as_the_delta()
    {
        var messages = Read([0x04, 0, 0, 23, 0, 0, 1, 8, 1, 0, 0, 0, 1], [0xC4, 2], [0xC4, 3]);

        Assert.That(messages.Select(message => message.Timestamp), Is.EqualTo(new uint[] { 23, 46, 69 }));
    }

    [Test]
    public void Past_the_24_bit_line_a_header_without_a_time_never_doubles_the_time([Values] bool repeated)
    {
        byte[] again = repeated ? [0xC4, 0x01, 0, 0, 0, 2] : [0xC4, 2];

        var messages = Read([0x04, 0xFF, 0xFF, 0xFF, 0, 0, 1, 8, 1, 0, 0, 0, 0x01, 0, 0, 0, 1], again);

        Assert.That(messages.Select(message => message.Timestamp), Is.EqualTo(new uint[] { 0x1000000, 0x1000000 }));
        Assert.That(messages[1].Payload.ToArray(), Is.EqualTo(new byte[] { 2 }));
    }

    [Test]
    public void An_extended_time_is_read_in_both_habits_across_the_24_bit_line([Values] bool repeats, [Values(0, 1)] int format)
    {
        var encoder = new ChunkEncoder { RepeatsExtendedTime = repeats };
        var sent = Enumerable.Range(0, 40).Select(i => Message((uint)(16_777_215 - 800 + i * 40), 500 + i)).ToList();

        var messages = Read(sent.Select(message => encoder.All(4, message, format)).ToArray());

        AssertSame(messages, sent);
    }

    [Test]
    public void Times_go_on_across_the_32_bit_wrap([Values] bool repeats, [Values(0, 1)] int format)
    {
        var encoder = new ChunkEncoder { RepeatsExtendedTime = repeats };
        var sent = Enumerable.Range(0, 40).Select(i => Message(unchecked(uint.MaxValue - 800 + (uint)(i * 40)), 500 + i)).ToList();

        var messages = Read(sent.Select(message => encoder.All(4, message, format)).ToArray());

        AssertSame(messages, sent);
    }

    [Test]
    public void A_small_delta_after_an_extended_time_has_no_extended_time()
    {
        var messages = Read(
            [0x04, 0xFF, 0xFF, 0xFF, 0, 0, 1, 8, 1, 0, 0, 0, 0x02, 0, 0, 0, 1],
            [0x84, 0, 0, 23, 2],
            [0xC4, 3]);

        Assert.That(messages.Select(message => message.Timestamp), Is.EqualTo(new uint[] { 0x2000000, 0x2000017, 0x200002E }));
    }

    [Test]
    public void The_repeated_time_may_be_the_absolute_one_where_a_delta_was_sent()
    {
        byte[] payload = [.. Enumerable.Repeat((byte)7, 130)];
        var messages = Read(
            [0x04, 0, 0, 100, 0, 0, 1, 9, 1, 0, 0, 0, 1],
            [0x44, 0xFF, 0xFF, 0xFF, 0, 0, 130, 9, 0x01, 0, 0, 0, .. payload[..128]],
            [0xC4, 0x01, 0, 0, 100, .. payload[128..]]);

        Assert.That(messages[1].Payload.ToArray(), Is.EqualTo(payload));
        Assert.That(messages[1].Timestamp, Is.EqualTo(0x1000064u));
    }

    [Test]
    public void The_last_bytes_of_a_message_are_not_held_back_for_a_time_that_may_follow()
    {
        var encoder = new ChunkEncoder { RepeatsExtendedTime = false };
        var sent = Message(0x3000000, 129);

        Assert.That(Read(encoder.All(4, sent)), Has.Count.EqualTo(1));
    }

    [Test]
    public void Interleaved_messages_come_out_as_they_are_completed()
    {
        var encoder = new ChunkEncoder();
        var video = encoder.Split(6, Message(10, 300), 0).ToList();
        var audio = encoder.Split(4, Message(11, 200, MessageType.Audio), 0).ToList();

        var messages = Read(video[0], audio[0], video[1], audio[1], video[2]);

        Assert.That(messages.Select(message => message.Type), Is.EqualTo(new[] { MessageType.Audio, MessageType.Video }));
    }

    [Test]
    public void A_new_chunk_size_holds_from_the_next_chunk_on()
    {
        var encoder = new ChunkEncoder();
        var video = encoder.Split(6, Message(10, 5000), 0).GetEnumerator();
        video.MoveNext();
        List<byte[]> chunks = [video.Current, [0x02, 0, 0, 0, 0, 0, 4, 1, 0, 0, 0, 0, 0, 0, 0x10, 0]];
        encoder.ChunkSize = 4096;
        while (video.MoveNext())
            chunks.Add(video.Current);

        Assert.That(Read([.. chunks]).Single().Payload.Length, Is.EqualTo(5000));
        Assert.That(chunks, Has.Count.EqualTo(4));
    }

    [Test]
    public void An_aborted_message_is_dropped_and_its_stream_goes_on()
    {
        var encoder = new ChunkEncoder();
        var cut = encoder.Split(6, Message(10, 300), 0).First();
        var whole = Message(20, 40);

        var messages = Read(cut, [0x02, 0, 0, 0, 0, 0, 4, 2, 0, 0, 0, 0, 0, 0, 0, 6], encoder.All(6, whole));

        AssertSame(messages, [whole]);
    }

    [Test]
    public void A_message_may_be_empty()
    {
        Assert.That(Read([0x04, 0, 0, 1, 0, 0, 0, 9, 1, 0, 0, 0]).Single().Payload.Length, Is.Zero);
    }

    [Test]
    public void A_chunk_stream_may_begin_with_a_delta()
    {
        // librtmp begins its pings like this.
        Assert.That(Read([0x42, 0, 0, 5, 0, 0, 1, 4, 9]).Single().Timestamp, Is.EqualTo(5));
    }

    [TestCase("84 000001", "begins with a header of type 2")]
    [TestCase("C4 00", "begins with a header of type 3")]
    [TestCase("04 000000 000004 01 00000000 00000000", "chunk size of 0")]
    [TestCase("04 000000 000004 01 00000000 80000080", "chunk size of")]
    [TestCase("04 000000 000002 01 00000000 0080", "instead of 4")]
    [TestCase("04 000000 100001 09 00000000", "more than 1048576")]
    [TestCase("04 000000 040001 14 00000000", "more than 262144")]
    public void Each_broken_rule_has_its_own_message(string hex, string message)
    {
        Assert.That(() => Read(Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal))), Throws.TypeOf<RtmpProtocolException>().With.Message.Contains(message));
    }

    [Test]
    public void A_new_header_in_the_middle_of_a_message_is_refused()
    {
        var first = new ChunkEncoder().Split(6, Message(10, 300), 0).First();

        Assert.That(() => Read(first, first), Throws.TypeOf<RtmpProtocolException>().With.Message.Contains("unfinished"));
    }

    [Test]
    public void Memory_for_unfinished_messages_is_bounded()
    {
        var begun = Enumerable.Range(3, 3).Select(id => new ChunkEncoder().Split(id, Message(10, 1 << 20), 0).First()).ToArray();

        Assert.That(() => Read(begun), Throws.TypeOf<RtmpProtocolException>().With.Message.Contains("Too much"));
    }

    [Test]
    public void The_number_of_chunk_streams_is_bounded()
    {
        var begun = Enumerable.Range(3, 129).Select(id => new ChunkEncoder().All(id, Message(10, 1))).ToArray();

        Assert.That(() => Read(begun), Throws.TypeOf<RtmpProtocolException>().With.Message.Contains("128"));
    }

    private List<RtmpMessage> Read(params byte[][] chunks)
    {
        var input = new ReadOnlySequence<byte>([.. chunks.SelectMany(chunk => chunk)]);
        var messages = new List<RtmpMessage>();
        while (_reader.TryRead(ref input, out var message))
            messages.Add(message);
        return messages;
    }

    private static RtmpMessage Message(uint time, int length, MessageType type = MessageType.Video)
    {
        var payload = new byte[length];
        new Random(length).NextBytes(payload);
        return new RtmpMessage(type, 1, time, payload);
    }

    private static void AssertSame(List<RtmpMessage> messages, List<RtmpMessage> sent)
    {
        Assert.That(messages.Select(message => message.Timestamp), Is.EqualTo(sent.Select(message => message.Timestamp)));
        Assert.That(messages.Select(message => Convert.ToHexString(message.Payload.Span)), Is.EqualTo(sent.Select(message => Convert.ToHexString(message.Payload.Span))));
    }
}

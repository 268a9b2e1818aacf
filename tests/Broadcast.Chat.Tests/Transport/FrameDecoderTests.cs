using System.Buffers.Binary;
using Broadcast.Chat.Transport;
using CsCheck;

namespace Broadcast.Chat.Tests.Transport;

public sealed class FrameDecoderTests
{
    private static readonly Gen<(byte[] Payload, int Parts, bool Ping)> Message =
        Gen.Select(Gen.Byte.Array[0, 70_000], Gen.Int[1, 4], Gen.Bool);

    [Test]
    public void Whatever_the_pieces_messages_come_out_whole_and_pings_beside_them() =>
        Gen.Select(Message.Array[0, 5], Gen.Int[1, 5000].Array[1, 20], Gen.UInt).Sample(
            (messages, pieces, mask) =>
            {
                var wire = new List<byte>();
                foreach (var (payload, parts, ping) in messages)
                    Write(wire, payload, parts, ping, mask);
                var pings = new List<string>();
                var decoder = new FrameDecoder((opcode, payload) => pings.Add($"{opcode} {Convert.ToHexString(payload.Span)}"));
                var read = new List<byte>();
                var bytes = wire.ToArray();
                for (int at = 0, i = 0; at < bytes.Length; i++)
                {
                    var piece = bytes.AsSpan(at, Math.Min(pieces[i % pieces.Length], bytes.Length - at));
                    at += piece.Length;
                    read.AddRange(piece[..decoder.Decode(piece)]);
                }

                Assert.That(read, Is.EqualTo(messages.SelectMany(message => message.Payload)));
                Assert.That(pings, Is.EqualTo(messages.Where(message => message.Ping).Select(_ => "Ping 6F6B")));
            },
            iter: 200);

    [TestCase(new byte[] { 0x81, 0x02, 0x41, 0x42 }, TestName = "A_frame_that_is_not_masked_is_refused")]
    [TestCase(new byte[] { 0xC1, 0x80, 0, 0, 0, 0 }, TestName = "A_frame_with_a_reserved_bit_is_refused")]
    [TestCase(new byte[] { 0x83, 0x80, 0, 0, 0, 0 }, TestName = "A_frame_of_an_unknown_kind_is_refused")]
    [TestCase(new byte[] { 0x80, 0x80, 0, 0, 0, 0 }, TestName = "A_continuation_of_nothing_is_refused")]
    [TestCase(new byte[] { 0x01, 0x80, 0, 0, 0, 0, 0x81, 0x80, 0, 0, 0, 0 }, TestName = "A_message_within_a_message_is_refused")]
    [TestCase(new byte[] { 0x09, 0x80, 0, 0, 0, 0 }, TestName = "A_ping_in_parts_is_refused")]
    [TestCase(new byte[] { 0x89, 0xFE, 0, 126, 0, 0, 0, 0 }, TestName = "A_long_ping_is_refused")]
    [TestCase(new byte[] { 0x82, 0xFF, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }, TestName = "A_negative_length_is_refused")]
    public void A_broken_frame_is_refused(byte[] frame) =>
        Assert.That(() => new FrameDecoder((_, _) => { }).Decode(frame), Throws.InstanceOf<InvalidDataException>());

    private static void Write(List<byte> wire, byte[] payload, int parts, bool ping, uint mask)
    {
        for (var part = 0; part < parts; part++)
        {
            var from = payload.Length * part / parts;
            var to = payload.Length * (part + 1) / parts;
            if (ping && part == parts - 1)
                Write(wire, 0x89, "ok"u8, mask);
            Write(wire, (byte)((part == 0 ? 2 : 0) | (part == parts - 1 ? 0x80 : 0)), payload.AsSpan(from, to - from), mask);
        }
    }

    private static void Write(List<byte> wire, byte first, ReadOnlySpan<byte> payload, uint mask)
    {
        Span<byte> number = stackalloc byte[8];
        wire.Add(first);
        switch (payload.Length)
        {
            case < 126:
                wire.Add((byte)(0x80 | payload.Length));
                break;
            case <= ushort.MaxValue:
                wire.Add(0xFE);
                BinaryPrimitives.WriteUInt16BigEndian(number, (ushort)payload.Length);
                wire.AddRange(number[..2]);
                break;
            default:
                wire.Add(0xFF);
                BinaryPrimitives.WriteInt64BigEndian(number, payload.Length);
                wire.AddRange(number);
                break;
        }

        BinaryPrimitives.WriteUInt32LittleEndian(number, mask);
        var key = number[..4].ToArray();
        wire.AddRange(key);
        for (var i = 0; i < payload.Length; i++)
            wire.Add((byte)(payload[i] ^ key[i & 3]));
    }
}

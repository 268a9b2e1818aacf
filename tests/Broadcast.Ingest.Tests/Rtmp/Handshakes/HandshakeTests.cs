using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Broadcast.Ingest.Rtmp;
using Broadcast.Ingest.Rtmp.Handshakes;

namespace Broadcast.Ingest.Tests.Rtmp.Handshakes;

internal sealed class HandshakeTests
{
    private const string Tail = "F0EEC24A8068BEE82E00D0D1029E7E576EEC5D2D29806FAB93B8E636CFEB31AE";

    [Test]
    public void A_plain_client_gets_its_bytes_back()
    {
        var c1 = Random(version: 0);

        var (s1, s2) = Answer(c1);

        Assert.That(s1[4..8], Is.EqualTo(new byte[4]));
        Assert.That(s2[8..], Is.EqualTo(c1[8..]));
        Assert.That(s2[..4], Is.EqualTo(c1[..4]));
    }

    [Test]
    public void A_client_with_a_version_but_no_digest_gets_its_bytes_back()
    {
        var c1 = Random(version: 9);

        var (s1, s2) = Answer(c1);

        Assert.That(s1[4..8], Is.EqualTo(new byte[4]));
        Assert.That(s2[8..], Is.EqualTo(c1[8..]));
    }

    [TestCase(8)]
    [TestCase(772)]
    public void A_digest_is_answered_with_a_digest_in_the_same_block(int block)
    {
        var c1 = Random(version: 9);
        var at = Position(c1, block);
        Digest(c1, at, Encoding.ASCII.GetBytes("Genuine Adobe Flash Player 001")).CopyTo(c1, at);

        var (s1, s2) = Answer(c1);

        byte[] server = Encoding.ASCII.GetBytes("Genuine Adobe Flash Media Server 001");
        var there = Position(s1, block);
        Assert.That(s1[there..(there + 32)], Is.EqualTo(Digest(s1, there, server)));
        var key = HMACSHA256.HashData((byte[])[.. server, .. Convert.FromHexString(Tail)], c1[at..(at + 32)]);
        Assert.That(s2[^32..], Is.EqualTo(HMACSHA256.HashData(key, s2[..^32])));
    }

    [TestCase(6)]
    [TestCase((int)'G')]
    public void Another_version_is_refused_at_the_first_byte(int version)
    {
        var input = new ReadOnlySequence<byte>([(byte)version]);

        Assert.That(() => Handshake.TryAnswer(ref input, new ArrayBufferWriter<byte>(), 0), Throws.TypeOf<RtmpProtocolException>());
    }

    [Test]
    public void Nothing_is_answered_until_all_of_C1_is_there()
    {
        var input = new ReadOnlySequence<byte>([3, .. Random(0)[..^1]]);
        var output = new ArrayBufferWriter<byte>();

        Assert.That(Handshake.TryAnswer(ref input, output, 0), Is.False);
        Assert.That(output.WrittenCount, Is.Zero);
    }

    private static (byte[] S1, byte[] S2) Answer(byte[] c1)
    {
        var input = new ReadOnlySequence<byte>([3, .. c1]);
        var output = new ArrayBufferWriter<byte>();
        Assert.That(Handshake.TryAnswer(ref input, output, 7));
        Assert.That(input.IsEmpty);
        Assert.That(output.WrittenCount, Is.EqualTo(3073));
        Assert.That(output.WrittenSpan[0], Is.EqualTo(3));
        return (output.WrittenSpan[1..1537].ToArray(), output.WrittenSpan[1537..].ToArray());
    }

    private static byte[] Random(byte version)
    {
        var bytes = new byte[1536];
        new Random(version + 5).NextBytes(bytes);
        new byte[] { 0, 0, 0, 9, version, 0, 0, 0 }.CopyTo(bytes, 0);
        return bytes;
    }

    private static int Position(byte[] bytes, int block) => bytes[block..(block + 4)].Sum(value => value) % 728 + block + 4;

    private static byte[] Digest(byte[] bytes, int at, byte[] key) => HMACSHA256.HashData(key, (byte[])[.. bytes[..at], .. bytes[(at + 32)..]]);
}

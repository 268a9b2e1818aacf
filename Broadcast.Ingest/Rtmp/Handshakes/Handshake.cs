using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Broadcast.Ingest.Rtmp.Handshakes;

/// <summary>Answers the first 3,073 bytes of a client (RTMP 1.0, 5.2): a digest with a digest, anything else with its echo.</summary>
internal static class Handshake
{
    /// <summary>Bytes of each of C1, C2, S1 and S2.</summary>
    public const int Length = 1536;

    private const byte Version = 3;

    /// <summary>Reads C0 and C1 and writes S0, S1 and S2; false when more input is needed.</summary>
    /// <exception cref="RtmpProtocolException">The peer does not speak plain RTMP.</exception>
    public static bool TryAnswer(ref ReadOnlySequence<byte> input, IBufferWriter<byte> output, uint time)
    {
        if (input.IsEmpty)
            return false;

        if (input.FirstSpan[0] != Version)
            throw new RtmpProtocolException($"The handshake begins with version {input.FirstSpan[0]} instead of {Version}.");

        if (input.Length < 1 + Length)
            return false;

        Span<byte> c1 = stackalloc byte[Length];
        input.Slice(1, Length).CopyTo(c1);
        Answer(c1, output, time);
        input = input.Slice(1 + Length);
        return true;
    }

    /// <summary>Skips C2; false when more input is needed.</summary>
    public static bool TryFinish(ref ReadOnlySequence<byte> input)
    {
        if (input.Length < Length)
            return false;

        input = input.Slice(Length);
        return true;
    }

    private static void Answer(ReadOnlySpan<byte> c1, IBufferWriter<byte> output, uint time)
    {
        var answer = output.GetSpan(1 + 2 * Length)[..(1 + 2 * Length)];
        var s1 = answer.Slice(1, Length);
        var s2 = answer.Slice(1 + Length, Length);
        answer[0] = Version;
        RandomNumberGenerator.Fill(s1[8..]);
        BinaryPrimitives.WriteUInt32BigEndian(s1, time);

        // A client that wants a digest sends its version here; any other sends zero, and gets zero.
        var wantsDigest = BinaryPrimitives.ReadUInt32BigEndian(c1[4..]) != 0;
        if (wantsDigest && HandshakeDigest.TryFind(c1, out var block, out var digest))
        {
            BinaryPrimitives.WriteUInt32BigEndian(s1[4..], 0x04050001);
            HandshakeDigest.SignS1(s1, block);
            RandomNumberGenerator.Fill(s2);
            HandshakeDigest.SignS2(s2, digest);
        }
        else
        {
            s1.Slice(4, 4).Clear();
            c1.CopyTo(s2);
            BinaryPrimitives.WriteUInt32BigEndian(s2[4..], time);
        }

        output.Advance(answer.Length);
    }
}

using System.Buffers;
using Broadcast.Ingest.Rtmp;
using Broadcast.Ingest.Rtmp.Chunks;
using Broadcast.Ingest.Rtmp.Publishing;

namespace Broadcast.Ingest.Tests.Rtmp.Chunks;

internal sealed class ChunkFuzzTests
{
    private const int Streams = 10_000;

    [Test]
    public void Random_and_mutated_streams_fail_as_protocol_errors_only_and_in_little_memory()
    {
        var random = new Random(20261004);
        var refused = 0;
        var whole = 0;
        long most = 0;
        for (var i = 0; i < Streams; i++)
        {
            var bytes = i % 2 == 0 ? Noise(random) : Mutated(random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                whole += Read(bytes);
            }
            catch (RtmpProtocolException)
            {
                refused++;
            }

            most = Math.Max(most, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.That(refused, Is.InRange(Streams / 4, Streams - 1));
        Assert.That(whole, Is.Positive);
        // A peer that may not publish holds at most 128 KiB of unfinished messages; whole messages are no longer than what was sent.
        Assert.That(most, Is.LessThan(1 << 20));
    }

    private static int Read(byte[] bytes)
    {
        var reader = new ChunkReader();
        var input = new ReadOnlySequence<byte>(bytes);
        var count = 0;
        while (reader.TryRead(ref input, out var message))
        {
            count++;
            if (message.Type is MessageType.CommandAmf0 or MessageType.DataAmf0)
                RtmpCommand.Read(message.Payload.Span);
            else if (message.Type == MessageType.Aggregate)
                count += AggregateMessage.Split(message).Count();
        }

        return count;
    }

    private static byte[] Noise(Random random)
    {
        var bytes = new byte[random.Next(1, 4000)];
        random.NextBytes(bytes);
        return bytes;
    }

    private static byte[] Mutated(Random random)
    {
        var encoder = new ChunkEncoder { RepeatsExtendedTime = random.Next(2) == 0 };
        var bytes = new List<byte>();
        for (var i = 0; i < 8; i++)
        {
            var payload = new byte[random.Next(0, 600)];
            random.NextBytes(payload);
            MessageType[] types = [MessageType.Audio, MessageType.Video, MessageType.CommandAmf0, MessageType.Aggregate, MessageType.DataAmf0];
            if (payload.Length > 8)
                "\u0002\0\u0004call"u8.CopyTo(payload);
            var message = new RtmpMessage(types[random.Next(types.Length)], 1, (uint)random.NextInt64(0, 1L << 32), payload);
            bytes.AddRange(encoder.All(random.Next(3, 6), message, random.Next(4)));
        }

        for (var mutations = random.Next(4); mutations > 0; mutations--)
            bytes[random.Next(bytes.Count)] = (byte)random.Next(256);
        return [.. bytes];
    }
}

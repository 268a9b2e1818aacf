using System.Buffers;
using Broadcast.Ingest.Rtmp.Chunks;
using CsCheck;

namespace Broadcast.Ingest.Tests.Rtmp.Chunks;

/// <summary>Whatever an encoder chooses, the same messages come out, in the order in which they were completed.</summary>
internal sealed class ChunkRoundTripTests
{
    private static readonly Gen<uint> Times = Gen.OneOf(
        Gen.UInt[0, 5000],
        Gen.UInt[0xFFFFFF - 50, 0xFFFFFF + 50],
        Gen.UInt[uint.MaxValue - 50, uint.MaxValue],
        Gen.UInt);

    private static readonly Gen<Planned> Plans =
        from id in Gen.OneOf(Gen.Int[3, 8], Of(64, 319, 320, 65_599))
        from type in Of(MessageType.Audio, MessageType.Video, MessageType.DataAmf0, MessageType.CommandAmf0)
        from stream in Of(0u, 1u, 1u, 1u)
        from step in Gen.OneOf(Of<uint?>(0, 20, 40, 40), Times.Select(time => (uint?)null))
        from time in Times
        from length in Gen.OneOf(Of(0, 1, 3, 127, 128, 129, 256), Gen.Int[0, 3000])
        from format in Gen.Int[0, 3]
        select new Planned(id, type, stream, step, time, length, format);

    private static readonly Gen<Scenario> Scenarios =
        from plans in Plans.Array[1, 25]
        from repeats in Gen.Bool
        from chunkSizes in Gen.OneOf(Of<int?>([null]), Gen.Int[128, 4000].Select(size => (int?)size)).Array[40]
        from seed in Gen.Int
        select new Scenario(plans, repeats, chunkSizes, seed);

    [Test]
    public void Any_messages_in_any_chunks_come_out_as_they_went_in() => Scenarios.Sample(RoundTrips, iter: 3000);

    private static bool RoundTrips(Scenario scenario)
    {
        var random = new Random(scenario.Seed);
        var (bytes, sent) = Write(scenario, random);

        var reader = new ChunkReader { MaxMediaLength = 1 << 20 };
        var received = new List<RtmpMessage>();
        var buffered = Array.Empty<byte>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = Math.Min(random.Next(1, random.Next(2, 2000)), bytes.Length - at);
            var input = Segments([.. buffered, .. bytes.AsSpan(at, length)], random);
            at += length;
            while (reader.TryRead(ref input, out var message))
                received.Add(message);
            buffered = input.ToArray();
        }

        return received.Count == sent.Count && received.Zip(sent).All(pair =>
            pair.First.Type == pair.Second.Type
            && pair.First.StreamId == pair.Second.StreamId
            && pair.First.Timestamp == pair.Second.Timestamp
            && pair.First.Payload.Span.SequenceEqual(pair.Second.Payload.Span));
    }

    /// <summary>Starts the messages in order, each once its chunk stream is free, and picks the stream that sends next at random.</summary>
    private static (byte[] Bytes, List<RtmpMessage> Completed) Write(Scenario scenario, Random random)
    {
        var encoder = new ChunkEncoder { RepeatsExtendedTime = scenario.RepeatsExtendedTime };
        var waiting = new Queue<Planned>(scenario.Plans);
        var running = new Dictionary<int, (IEnumerator<byte[]> Chunks, RtmpMessage Message)>();
        var last = new Dictionary<int, uint>();
        var sizes = new Queue<int?>(scenario.ChunkSizes);
        var bytes = new List<byte>();
        var completed = new List<RtmpMessage>();
        while (waiting.Count > 0 || running.Count > 0)
        {
            if (waiting.TryPeek(out var next) && !running.ContainsKey(next.Id) && (running.Count == 0 || random.Next(2) == 0))
            {
                waiting.Dequeue();
                var time = next.Step is { } step ? last.GetValueOrDefault(next.Id) + step : next.Time;
                last[next.Id] = time;
                var payload = new byte[next.Length];
                random.NextBytes(payload);
                var message = new RtmpMessage(next.Type, next.Stream, time, payload);
                running[next.Id] = (encoder.Split(next.Id, message, next.Format).GetEnumerator(), message);
                running[next.Id].Chunks.MoveNext();
            }

            if (sizes.TryDequeue(out var size) && size is { } newSize)
            {
                // Chunks that are already prepared go out in the old size.
                foreach (var id in running.Keys.ToList())
                    Send(id);
                bytes.AddRange(encoder.All(2, new RtmpMessage(MessageType.SetChunkSize, 0, 0, ChunkEncoder.BigEndian((uint)newSize))));
                encoder.ChunkSize = newSize;
                foreach (var (id, entry) in running.ToList())
                    Advance(id, entry);
                continue;
            }

            if (running.Count > 0)
            {
                var id = running.Keys.ElementAt(random.Next(running.Count));
                Send(id);
                Advance(id, running[id]);
            }
        }

        return ([.. bytes], completed);

        void Send(int id) => bytes.AddRange(running[id].Chunks.Current);

        void Advance(int id, (IEnumerator<byte[]> Chunks, RtmpMessage Message) entry)
        {
            if (entry.Chunks.MoveNext())
                return;

            completed.Add(entry.Message);
            running.Remove(id);
        }
    }

    private static Gen<T> Of<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static ReadOnlySequence<byte> Segments(byte[] bytes, Random random)
    {
        var first = new Segment(bytes.AsMemory(0, random.Next(bytes.Length + 1)), 0);
        var second = new Segment(bytes.AsMemory(first.Memory.Length), first.Memory.Length);
        first.Follow(second);
        return new ReadOnlySequence<byte>(first, 0, second, second.Memory.Length);
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, long index)
        {
            Memory = memory;
            RunningIndex = index;
        }

        public void Follow(Segment next) => Next = next;
    }

    private sealed record Planned(int Id, MessageType Type, uint Stream, uint? Step, uint Time, int Length, int Format);

    private sealed record Scenario(Planned[] Plans, bool RepeatsExtendedTime, int?[] ChunkSizes, int Seed);
}

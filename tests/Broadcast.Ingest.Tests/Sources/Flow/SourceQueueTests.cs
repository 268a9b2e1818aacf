using Broadcast.Ingest.Media;
using Broadcast.Ingest.Media.Flv;
using Broadcast.Ingest.Sources;
using Broadcast.Ingest.Sources.Flow;

namespace Broadcast.Ingest.Tests.Sources.Flow;

internal sealed class SourceQueueTests
{
    private static readonly byte[] Header = [0x17, 0, 0, 0, 0, 1];
    private static readonly byte[] Key = [0x17, 1, 0, 0, 0, 1];
    private static readonly byte[] Delta = [0x27, 1, 0, 0, 0, 1];

    [Test]
    public void Without_room_everything_up_to_the_next_keyframe_is_dropped_and_counted()
    {
        var queue = new SourceQueue(new SourceOptions { QueueMessages = 64 });
        for (var i = 0; i < 100; i++)
            Add(queue, i, Delta);
        Assert.That((queue.Count, queue.Dropped), Is.EqualTo((64, 36L)));

        Drain(queue);
        Add(queue, 100, Delta);
        Add(queue, 101, Key);
        Add(queue, 102, Delta);

        Assert.That(queue.Dropped, Is.EqualTo(37));
        var kept = Drain(queue);
        Assert.That(kept.Select(message => (message.Message.Timestamp, message.AfterGap)), Is.EqualTo([(101L, true), (102L, false)]));
    }

    [Test]
    public void Headers_outlive_a_full_queue()
    {
        var queue = new SourceQueue(new SourceOptions { QueueMessages = 64 });
        for (var i = 0; i < 80; i++)
            Add(queue, i, Delta);
        Add(queue, 80, Header);
        Drain(queue);
        Add(queue, 81, Key);

        Assert.That(Drain(queue).Select(message => message.Message.Timestamp), Is.EqualTo([80, 81]));
    }

    [Test]
    public void Bytes_are_bounded_too()
    {
        var queue = new SourceQueue(new SourceOptions { QueueBytes = 1 << 20 });
        byte[] large = [.. Delta, .. new byte[200_000]];
        for (var i = 0; i < 20; i++)
            Add(queue, i, large);

        Assert.That(queue.Count, Is.EqualTo(6));
        Assert.That(queue.Dropped, Is.EqualTo(14));
    }

    private static void Add(SourceQueue queue, long time, byte[] body)
    {
        var message = new MediaMessage(MediaKind.Video, time, body);
        queue.Add(new StampedMessage(message, FlvUnit.Parse(message), default));
    }

    private static List<StampedMessage> Drain(SourceQueue queue)
    {
        var drained = new List<StampedMessage>();
        while (queue.TryRead(out var message))
            drained.Add(message);
        return drained;
    }
}

using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Feed;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Feed;
using Broadcast.Chat.Live;
using CsCheck;

namespace Broadcast.Chat.Tests.Feed;

/// <summary>A log is cut into chunks by its content alone, whichever node cuts it and whenever.</summary>
public sealed class FeedLogTests
{
    private const int ChatLimit = 3;
    private const long Begin = 1_764_000_003_000;

    private static readonly Gen<(bool Chat, int Author, int Pause)[]> Logs = Gen.Select(
        Gen.Bool, Gen.Int[0, 3], Gen.Frequency((8, Gen.Int[0, 200]), (2, Gen.Int[200, 3000]), (1, Gen.Int[3000, 40_000]))).Array[0, 60];

    [Test]
    public void Following_the_numbers_gives_every_control_event_once_and_accounts_for_all_chat() =>
        Logs.Sample(drawn =>
        {
            var (events, over) = Written(drawn);
            var log = Whole(events, over);

            var read = new List<FeedChunk>();
            for (var number = Begin / 1000; Chunk(log, number) is { } chunk; number = chunk.Next)
                read.Add(chunk);

            Assert.That(
                read.SelectMany(chunk => chunk.Events).Where(item => item.Type != EventTypes.Chat).Select(item => item.Offset),
                Is.EqualTo(events.Where(item => item.Type != EventTypes.Chat).Select(item => item.Offset)));
            Assert.That(read.Sum(chunk => chunk.Events.Count + chunk.Skipped), Is.EqualTo(events.Count));
            foreach (var (before, chunk) in read.Zip(read.Skip(1)))
                Assert.That(chunk.From, Is.EqualTo(before.To));
            foreach (var chunk in read)
                Assert.That(chunk.Events.Count(item => item.Type == EventTypes.Chat), Is.LessThanOrEqualTo(ChatLimit));
        });

    [Test]
    public void Two_nodes_that_get_the_log_in_different_pieces_cut_the_same_chunks() =>
        Gen.Select(Logs, Gen.Int[1, 9].Array[1, 10], Gen.Int[0, 2000].Array[1, 10]).Sample((drawn, lengths, delays) =>
        {
            var (events, over) = Written(drawn);
            var whole = Whole(events, over);
            var other = new FeedLog(ChatLimit, 100_000);
            other.Start(Batch([], 0), Begin);
            for (int at = 0, turn = 0; at < events.Count; turn++)
            {
                var length = Math.Min(lengths[turn % lengths.Length], events.Count - at);
                other.Append(Batch(events.GetRange(at, length), at));
                at += length;
                // A check of the log: Redis' clock is not beyond the stamp of the next event.
                other.Close(Math.Min(events[at - 1].At + delays[turn % delays.Length], at < events.Count ? events[at].At : over));
            }

            other.Close(over);
            AssertSame(whole, other, over);
        });

    [Test]
    public void A_node_that_comes_later_has_the_same_chunks_or_none() =>
        Gen.Select(Logs, Gen.Int[0, 60], Gen.Int[0, 60]).Sample((drawn, kept, chatKept) =>
        {
            var (events, over) = Written(drawn);
            var whole = Whole(events, over);
            var ring = new RoomRing(1000);
            var from = Math.Max(0, events.Count - kept);
            var chatFrom = Math.Max(0, events.Count - chatKept);
            foreach (var item in events.Where((item, index) => index >= (item.Type == EventTypes.Chat ? chatFrom : from)))
                ring.Add(item);
            var late = new FeedLog(ChatLimit, 100_000);

            late.Start(new EventBatch { Epoch = "e", From = 0, To = events.Count, Events = ring.After(0), Skipped = 0, Counts = new RoomCounts { Likes = 0, Viewers = 0 } }, over);

            AssertSame(whole, late, over);
        });

    [Test]
    public void In_a_new_epoch_of_the_same_log_only_the_epoch_of_a_chunk_changes()
    {
        var (events, over) = Written([(false, 0, 10), (true, 1, 10), (false, 0, 2000)]);
        var log = Whole(events, over);
        var before = Chunk(log, Begin / 1000)!;

        log.AdoptEpoch("next");

        var after = Chunk(log, Begin / 1000)!;
        Assert.That(after.Epoch, Is.EqualTo("next"));
        Assert.That(JsonSerializer.Serialize(after with { Epoch = "e" }, ContractJson.Options), Is.EqualTo(JsonSerializer.Serialize(before, ContractJson.Options)));
    }

    [Test]
    public void Chunks_beyond_the_memory_limit_are_gone_and_the_rest_stays()
    {
        var (events, over) = Written([.. Enumerable.Range(0, 50).Select(_ => (false, 0, 1000))]);
        var log = Whole(events, over);
        var most = log.Size / 2;

        log.Forget(most);

        Assert.That(log.Size, Is.Positive.And.LessThanOrEqualTo(most));
        Assert.That(log.Find(events[0].At / 1000).Kind, Is.EqualTo(FeedLog.Kind.Gone));
        Assert.That(log.Find(events[^1].At / 1000).Kind, Is.EqualTo(FeedLog.Kind.Chunk));
    }

    [Test]
    public void Chunks_that_are_too_old_are_gone()
    {
        var log = new FeedLog(ChatLimit, keptSeconds: 60);
        var (events, _) = Written([(false, 0, 1000), (false, 0, 1000), (false, 0, 60_000)]);
        log.Start(Batch([], 0), Begin);
        log.Append(Batch(events, 0));

        log.Forget(long.MaxValue);

        Assert.That(events.Select(item => log.Find(item.At / 1000).Kind), Is.EqualTo([FeedLog.Kind.Gone, FeedLog.Kind.Chunk, FeedLog.Kind.NotYet]));
    }

    private static void AssertSame(FeedLog whole, FeedLog other, long over)
    {
        for (var number = (Begin / 1000) - 5; number <= over / 1000; number++)
        {
            var (expected, found) = (whole.Find(number), other.Find(number));
            if (found.Kind != FeedLog.Kind.Gone)
                Assert.That((found.Kind, Text(found)), Is.EqualTo((expected.Kind, Text(expected))), $"chunk {number}");
        }
    }

    private static FeedLog Whole(List<RoomEvent> events, long over)
    {
        var log = new FeedLog(ChatLimit, 100_000);
        log.Start(Batch([], 0), Begin);
        log.Append(Batch(events, 0));
        log.Close(over);
        return log;
    }

    /// <summary>A log, and a time (Unix ms) at which all its chunks are over.</summary>
    private static (List<RoomEvent> Events, long Over) Written((bool Chat, int Author, int Pause)[] drawn)
    {
        var at = Begin;
        var events = new List<RoomEvent>();
        foreach (var (chat, author, pause) in drawn)
        {
            at += pause;
            var name = $"guest:{author}";
            events.Add(new RoomEvent
            {
                Offset = events.Count + 1,
                At = at,
                Type = chat ? EventTypes.Chat : EventTypes.Slate,
                By = chat ? new EventAuthor { Id = ViewerId.TryParse(name, null, out var id) ? id : default, Name = name } : null,
                Data = chat ? new ChatSaid { Text = "hi" } : new SlateShown { Showing = true },
            });
        }

        return (events, at + 20_000);
    }

    private static EventBatch Batch(List<RoomEvent> events, long from) =>
        new() { Epoch = "e", From = from, To = from + events.Count, Events = events, Skipped = 0, Counts = new RoomCounts { Likes = 0, Viewers = 0 } };

    private static FeedChunk? Chunk(FeedLog log, long number) =>
        log.Find(number) is { Kind: FeedLog.Kind.Chunk, Bytes: { } bytes } ? JsonSerializer.Deserialize<FeedChunk>(bytes, ContractJson.Options) : null;

    private static string? Text(FeedLog.Finding found) => found.Bytes is null ? null : System.Text.Encoding.UTF8.GetString(found.Bytes);
}

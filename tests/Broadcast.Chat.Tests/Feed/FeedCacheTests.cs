using Broadcast.Chat.Contracts.Ids;
using TestKit;
using TestKit.Web;

namespace Broadcast.Chat.Tests.Feed;

[Parallelizable(ParallelScope.All)]
public sealed class FeedCacheTests
{
    private const int Readers = 300;
    private static readonly RoomId Room = ChatFestival.Gushi.Room;

    [Test]
    public async Task Behind_nginx_hundreds_read_everything_and_the_nodes_are_asked_once_for_each_chunk()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2);
        await using var cache = await NginxCache.StartAsync("feed.conf", [festival.Address(0), festival.Address(1)]);
        using var answers = new FeedAnswers(festival.Nodes);
        var anchor = await festival.AnchorAsync(Room, node: 1);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var readers = Enumerable.Range(0, Readers).Select(_ => new FeedReader(Room, () => cache.Address, onChunk: (path, _) =>
        {
            lock (paths)
                paths.Add(path);
        })).ToList();
        try
        {
            await Eventually.TrueAsync(() => readers.All(reader => reader.Snapshots > 0), "all have the snapshot");
            for (var i = 0; i < 4; i++)
            {
                await anchor.PinAsync(Room, i % 2 == 0 ? ChatFestival.Goose : ChatFestival.Mushroom);
                await anchor.SayAsync($"{i}");
                await Task.WhenAll(readers.Select(reader => reader.ReachesAsync((i * 2) + 2, Eventually.Patience)));
            }

            Assert.Multiple(() =>
            {
                Assert.That(readers.SelectMany(reader => reader.Faults), Is.Empty);
                Assert.That(readers.Select(reader => reader.Snapshots), Is.All.EqualTo(1));
                Assert.That(readers.Select(reader => reader.Events.Select(item => item.Offset)), Is.All.EqualTo(Enumerable.Range(1, 8).Select(offset => (long)offset)));
                // The chunk that the readers wait for now is not answered yet.
                Assert.That(answers["chunk"], Is.LessThanOrEqualTo(paths.Count), $"{answers}");
                Assert.That(answers["snapshot"], Is.LessThan(Readers / 10), $"{answers}");
            });
        }
        finally
        {
            await Task.WhenAll(readers.Select(reader => reader.DisposeAsync().AsTask()));
        }
    }
}

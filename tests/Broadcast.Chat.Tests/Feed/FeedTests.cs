using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Feed;
using Broadcast.Chat.Contracts.Ids;
using TestKit;
using TestKit.Redis;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Feed;

[Parallelizable(ParallelScope.All)]
public sealed class FeedTests
{
    private static readonly RoomId Room = ChatFestival.Gushi.Room;

    [Test]
    public async Task A_reader_sees_the_room_as_it_was_and_then_everything_that_comes()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(Room);
        await anchor.PinAsync(Room, ChatFestival.Goose);
        await anchor.SayAsync("before");
        await anchor.HearsAsync<ChatSaid>();

        await using var reader = new FeedReader(Room, () => festival.Address());
        await Eventually.TrueAsync(() => reader.Snapshots == 1, "the snapshot is read");
        await anchor.PinAsync(Room, ChatFestival.Mushroom);
        await anchor.SayAsync("after");
        await reader.ReachesAsync(4);

        Assert.Multiple(() =>
        {
            Assert.That(reader.Faults, Is.Empty);
            Assert.That(reader.Snapshots, Is.EqualTo(1));
            Assert.That(((ProductPinned)reader.Snapshot!.Snapshot.Pin!.Data).Product.Id, Is.EqualTo(ChatFestival.Goose));
            Assert.That(reader.Snapshot.Events.Select(item => item.Data), Has.Some.InstanceOf<ChatSaid>());
            Assert.That(reader.Events.Select(item => item.Offset), Is.EqualTo([3L, 4L]));
        });
    }

    [Test]
    public async Task A_chunk_reads_the_same_on_every_node_also_on_one_that_started_later()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2, settings: [("Rooms:ChatPerFrame", "5")]);
        var anchor = await festival.AnchorAsync(Room, node: 1);
        var chunks = new List<(string Epoch, long Number, byte[] Bytes)>();
        var (epoch, number) = await StartOfAsync(festival, 0);
        // A pin may be in a later second than the one that is read next.
        for (var second = 0; second < 3 || Pins(chunks) < 2; second++)
        {
            await anchor.PinAsync(Room, ChatFestival.Goose);
            await Task.WhenAll(Enumerable.Range(0, 40).Select(i => anchor.SayAsync($"{second}.{i}")));
            using var http = festival.Http(node: second % 2);
            var bytes = await http.GetByteArrayAsync(ChunkAt(http, epoch, number));
            chunks.Add((epoch, number, bytes));
            number = JsonSerializer.Deserialize<FeedChunk>(bytes, ContractJson.Options)!.Next;
        }

        var late = await festival.AddNodeAsync();
        foreach (var node in festival.Nodes)
        {
            using var http = ChatFestival.Http(node, token: null);
            foreach (var chunk in chunks)
            {
                var bytes = await http.GetByteArrayAsync(ChunkAt(http, chunk.Epoch, chunk.Number));
                Assert.That(bytes, Is.EqualTo(chunk.Bytes), node == late ? "of the late node" : "of a node that was there");
            }
        }

        var read = chunks.Select(chunk => JsonSerializer.Deserialize<FeedChunk>(chunk.Bytes, ContractJson.Options)!).ToArray();
        Assert.That(read.Sum(chunk => chunk.Skipped), Is.Positive, "chat was sampled");

        static int Pins(IEnumerable<(string Epoch, long Number, byte[] Bytes)> chunks) =>
            chunks.SelectMany(chunk => JsonSerializer.Deserialize<FeedChunk>(chunk.Bytes, ContractJson.Options)!.Events).Count(item => item.Data is ProductPinned);
    }

    [Test]
    public async Task In_a_quiet_room_all_wait_for_the_same_chunk_which_says_where_to_go_on()
    {
        await using var festival = await ChatFestival.StartAsync(nodes: 2);
        var (epoch, number) = await StartOfAsync(festival, 0);

        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(async node =>
        {
            using var http = festival.Http(node: node);
            return await http.GetByteArrayAsync(ChunkAt(http, epoch, number));
        }));

        var chunk = JsonSerializer.Deserialize<FeedChunk>(answers[0], ContractJson.Options)!;
        Assert.Multiple(() =>
        {
            Assert.That(answers[1], Is.EqualTo(answers[0]));
            Assert.That(number % 10, Is.Zero);
            Assert.That(chunk.Next, Is.EqualTo(number + 10));
            Assert.That(chunk.Events, Is.Empty);
            Assert.That((chunk.From, chunk.To), Is.EqualTo((0L, 0L)));
        });
    }

    [TestCase("GET", "/rooms/gushi/feed/nothing", 404, "path.unknown")]
    [TestCase("GET", "/rooms/gushi/feed/abc/first.json", 404, "path.unknown")]
    [TestCase("POST", "/rooms/gushi/feed/snapshot.json", 405, "method.unknown")]
    [TestCase("DELETE", "/rooms/gushi/feed/abc/1.json", 405, "method.unknown")]
    public async Task Pages_of_any_origin_may_read_why_a_path_or_a_method_is_refused(string method, string path, int status, string code)
    {
        await using var festival = await ChatFestival.StartAsync();
        using var http = festival.Http();

        using var answer = await http.SendAsync(new HttpRequestMessage(HttpMethod.Parse(method), path));

        Assert.Multiple(async () =>
        {
            Assert.That((int)answer.StatusCode, Is.EqualTo(status));
            Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain($"\"{code}\""));
            Assert.That(answer.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(["*"]));
            Assert.That(answer.Content.Headers.Allow, status == 405 ? Is.EquivalentTo(new[] { "GET", "HEAD", "OPTIONS" }) : Is.Empty);
        });
    }

    [Test]
    public async Task Chunks_are_cached_for_good_other_answers_for_a_second_and_pages_of_any_origin_may_read_them()
    {
        await using var festival = await ChatFestival.StartAsync();
        using var http = festival.Http();
        var anchor = await festival.AnchorAsync(Room);
        var (epoch, number) = await StartOfAsync(festival, 0);
        await anchor.PinAsync(Room, ChatFestival.Goose);

        async Task<(HttpStatusCode Status, string? Cache, string Origin, string Body)> AskAsync(string path)
        {
            using var answer = await http.GetAsync(new Uri(path, UriKind.Relative));
            return (answer.StatusCode, answer.Headers.CacheControl?.ToString(), string.Join(',', answer.Headers.GetValues("Access-Control-Allow-Origin")), await answer.Content.ReadAsStringAsync());
        }

        var snapshot = await AskAsync("/rooms/gushi/feed/snapshot.json");
        var counts = await AskAsync("/rooms/gushi/feed/counts.json");
        var chunk = await AskAsync($"/rooms/gushi/feed/{epoch}/{number}.json");
        var old = await AskAsync($"/rooms/gushi/feed/{epoch}/{number - 4000}.json");
        var future = await AskAsync($"/rooms/gushi/feed/{epoch}/{number + 4000}.json");
        var foreign = await AskAsync($"/rooms/gushi/feed/0123456789abcdef/{number}.json");
        var unknown = await AskAsync("/rooms/nowhere/feed/snapshot.json");
        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, $"/rooms/gushi/feed/{epoch}/{number}.json"));

        Assert.Multiple(() =>
        {
            Assert.That(snapshot.Cache, Is.EqualTo("public, max-age=1"));
            Assert.That(counts.Body, Does.Contain("\"viewers\""));
            Assert.That(chunk.Cache, Is.EqualTo("public, max-age=31536000, immutable"));
            Assert.That(chunk.Body, Does.Contain("\"goose\""));
            foreach (var gone in (ReadOnlySpan<(HttpStatusCode Status, string? Cache, string Origin, string Body)>)[old, future, foreign])
            {
                Assert.That(gone.Status, Is.EqualTo(HttpStatusCode.NotFound));
                Assert.That(gone.Body, Does.Contain("\"feed.gone\""));
                Assert.That(gone.Cache, Is.EqualTo("public, max-age=1"));
            }

            Assert.That(unknown.Body, Does.Contain("\"room.unknown\""));
            Assert.That(unknown.Origin + snapshot.Origin + chunk.Origin, Is.EqualTo("***"));
            Assert.That(head.Content.Headers.ContentLength, Is.EqualTo(Encoding.UTF8.GetByteCount(chunk.Body)));
        });
    }

    [Test]
    public async Task Where_guests_may_not_read_there_is_no_feed()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Rooms:Guests", "like")]);
        using var http = festival.Http();

        using var answer = await http.GetAsync(new Uri("/rooms/gushi/feed/snapshot.json", UriKind.Relative));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    [Test]
    public async Task Requests_beyond_those_that_may_wait_are_refused_with_feed_busy()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Feed:MaxHeld", "3")]);
        var (epoch, number) = await StartOfAsync(festival, 0);
        using var http = festival.Http();
        var path = ChunkAt(http, epoch, number + 10);

        var waiting = Enumerable.Range(0, 5).Select(_ => http.GetAsync(path)).ToArray();
        var first = await Task.WhenAny(waiting);
        await Eventually.TrueAsync(() => waiting.Count(answer => answer.IsCompleted) == 2, "two of five are refused");
        var anchor = await festival.AnchorAsync(Room);
        var refused = waiting.Where(answer => answer.IsCompleted).ToHashSet();

        Assert.That((await first).StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
        Assert.That(await (await first).Content.ReadAsStringAsync(), Does.Contain("\"feed.busy\""));
        // The others are held until something happens in a second of that chunk, or the chunk is over.
        await Eventually.TrueAsync(
            async () =>
            {
                await anchor.SayAsync("now");
                return waiting.All(answer => answer.IsCompleted);
            },
            "those who waited are answered",
            TimeSpan.FromSeconds(25));
        foreach (var answer in waiting.Except(refused))
            Assert.That((await answer).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Who_leaves_while_waiting_makes_room_for_another()
    {
        await using var festival = await ChatFestival.StartAsync(settings: [("Feed:MaxHeld", "1")]);
        var (epoch, number) = await StartOfAsync(festival, 0);
        using var http = festival.Http();
        using var leaving = new CancellationTokenSource();
        var first = http.GetAsync(ChunkAt(http, epoch, number + 10), leaving.Token);
        await Eventually.TrueAsync(
            async () =>
            {
                // StatusAsync's own request may have been held first, and this one was refused.
                if (first.IsCompleted)
                    first = http.GetAsync(ChunkAt(http, epoch, number + 10), leaving.Token);
                return await StatusAsync() == HttpStatusCode.ServiceUnavailable && !first.IsCompleted;
            },
            "the first one waits");

        await leaving.CancelAsync();

        await Eventually.TrueAsync(async () => await StatusAsync() != HttpStatusCode.ServiceUnavailable, "there is room");
        Assert.That(async () => await first, Throws.InstanceOf<OperationCanceledException>());

        // Null when the request was held and is given up.
        async Task<HttpStatusCode?> StatusAsync()
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
            try
            {
                using var answer = await http.GetAsync(ChunkAt(http, epoch, number + 10), soon.Token);
                return answer.StatusCode;
            }
            catch (OperationCanceledException) when (soon.IsCancellationRequested)
            {
                return null;
            }
        }
    }

    [Test]
    public async Task A_reader_who_has_read_lost_events_reads_the_snapshot_again_and_goes_on()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var festival = await ChatFestival.StartAsync(redis: redis);
        var anchor = await festival.AnchorAsync(Room);
        await anchor.PinAsync(Room, ChatFestival.Goose);
        redis.Keep();
        await using var reader = new FeedReader(Room, () => festival.Address());
        await Eventually.TrueAsync(() => reader.Snapshots == 1, "the snapshot is read");
        await anchor.PinAsync(Room, ChatFestival.Mushroom);
        await reader.ReachesAsync(anchor.Position!.Offset);
        await Eventually.TrueAsync(() => reader.Events.Count > 0 || reader.Snapshot!.Offset > 1, "the reader knows the second pin");

        await redis.KillAsync();
        await redis.StartOnKeptAsync();

        await Eventually.TrueAsync(() => reader.Snapshots > 1 && Pinned() == ChatFestival.Goose, "the first pin is shown again");
        await Eventually.TrueAsync(async () => await RoomUser.CodeOfAsync(anchor.PinAsync(Room, ChatFestival.Mushroom, "again")) is null, "pinning works again");
        await Eventually.TrueAsync(() => reader.Events.Count > 0 || Pinned() == ChatFestival.Mushroom, "new events are read");
        Assert.That(reader.Faults, Is.Empty);

        ProductId? Pinned() => (reader.Snapshot?.Snapshot.Pin?.Data as ProductPinned)?.Product.Id;
    }

    [Test]
    public async Task A_node_that_stops_answers_the_requests_that_wait()
    {
        await using var festival = await ChatFestival.StartAsync();
        var (epoch, number) = await StartOfAsync(festival, 0);
        using var http = festival.Http();
        var waiting = http.GetAsync(ChunkAt(http, epoch, number + 10));
        await Eventually.TrueAsync(
            async () => (await http.GetStringAsync(new Uri("/rooms/gushi/feed/counts.json", UriKind.Relative))).Length > 0 && !waiting.IsCompleted, "one waits");

        await festival.Nodes[0].StopAsync();

        using var answer = await waiting;
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
    }

    private static Uri ChunkAt(HttpClient http, string epoch, long number) => new(http.BaseAddress!, FeedReader.Chunk(Room, epoch, number));

    private static async Task<(string Epoch, long Next)> StartOfAsync(ChatFestival festival, int node)
    {
        using var http = festival.Http(node: node);
        var snapshot = await http.GetFromJsonAsync<FeedSnapshot>(new Uri($"/rooms/{Room}/feed/snapshot.json", UriKind.Relative), ContractJson.Options);
        return (snapshot!.Epoch, snapshot.Next);
    }
}

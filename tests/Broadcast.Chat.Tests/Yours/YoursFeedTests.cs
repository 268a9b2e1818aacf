using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.Yours;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Chat.Spine.Yours;
using Broadcast.Chat.Tests.Live;
using Broadcast.Chat.Yours;
using MessagePack;
using MessagePack.Resolvers;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Hosts;

namespace Broadcast.Chat.Tests.Yours;

public sealed class YoursFeedTests
{
    private static readonly ViewerId Mei = ViewerId.Parse("person:mei");

    private static readonly IYoursData[] Every =
    [
        new PrizeWon
        {
            Question = QuestionId.Parse("gushi.1"), Stage = ChatFestival.Gushi, Text = "几只鹅？ 😀", Prize = ChatFestival.Card(ChatFestival.Goose, "/item/goose"), Rank = 2,
        },
        new PrizeShipped
        {
            Question = QuestionId.Parse("gushi.1"), Stage = ChatFestival.Gushi, Text = "几只鹅？", Prize = ChatFestival.Card(ChatFestival.Goose, "/item/goose"), Carrier = "顺丰", Tracking = "SF-1",
        },
        new RawYours(JsonDocument.Parse("""{"order":"o1","total":9900,"lines":[{"sku":"goose","units":2.5,"gift":true,"note":null}]}""").RootElement),
    ];

    [Test]
    public async Task A_person_hears_it_on_every_node_in_both_protocols_in_a_room_or_not_and_nobody_else_does()
    {
        await using var festival = await StartAsync(nodes: 2);
        ConcurrentQueue<JsonNode> plain = [], packed = [], others = [];
        await using var json = await ConnectAsync(festival, Mei.Value, node: 0, packed: false);
        await using var pack = await ConnectAsync(festival, Mei.Value, node: 1, packed: true);
        await using var other = await ConnectAsync(festival, "person:lin", node: 1, packed: false);
        json.On<JsonElement>("Yours", events => Add(plain, JsonSerializer.SerializeToNode(events)!));
        pack.On<object>("Yours", events => Add(packed, Plain(events)));
        other.On<JsonElement>("Yours", events => Add(others, JsonSerializer.SerializeToNode(events)!));
        await pack.InvokeAsync<object>("Join", "gushi", null);

        await PublishAsync(festival, Mei, [.. Every.Select((data, i) => Event(i + 1, data))]);
        await PublishAsync(festival, ViewerId.Parse("person:lin"), Event(1, Every[0]));
        await Eventually.TrueAsync(() => plain.Count == Every.Length && packed.Count == Every.Length && !others.IsEmpty, "everybody heard theirs");

        Assert.Multiple(() =>
        {
            Assert.That(Every.OfType<RawYours>().Count(), Is.EqualTo(Every.Length - YoursCatalog.All.Count()), "an example of every type, and of one that this version does not know");
            Assert.That(Text(packed), Is.EqualTo(Text(plain)));
            Assert.That(plain.Select(item => (string)item["type"]!), Is.EqualTo(["prize.won", "prize.shipped", "order.paid"]));
            Assert.That((string)plain.Last()["data"]!["order"]!, Is.EqualTo("o1"));
            Assert.That(others, Has.Count.EqualTo(1));
        });
    }

    [Test]
    public async Task A_client_that_reads_nothing_delays_nobody_and_is_owed_little()
    {
        await using var festival = await StartAsync();
        using var counted = new CounterSums(festival.Services);
        ConcurrentQueue<JsonNode> heard = [];
        await using var mei = await ConnectAsync(festival, Mei.Value, node: 0, packed: false);
        mei.On<JsonElement>("Yours", events => Add(heard, JsonSerializer.SerializeToNode(events)!));
        using var slow = await SilentClient.JoinAsync(festival, "slow");
        var large = new PrizeWon { Question = QuestionId.Parse("gushi.1"), Stage = ChatFestival.Gushi, Text = new string('鹅', 20_000), Rank = 1 };

        var sent = 0L;
        await Eventually.TrueAsync(
            async () =>
            {
                sent++;
                await PublishAsync(festival, ViewerId.Parse("guest:slow"), Event(sent, large));
                await PublishAsync(festival, Mei, Event(sent, Every[0]));
                await Eventually.TrueAsync(() => heard.Count == sent, "the other one hears it");
                return counted["livefestival.chat.yours_dropped"] > 0;
            },
            "more waits for the slow one than a node keeps");

        Assert.That(heard.Select(item => (long)item["position"]!), Is.EqualTo(Enumerable.Range(1, (int)sent).Select(position => (long)position)));
    }

    [Test]
    public async Task Persons_are_told_to_read_their_inbox_when_a_notice_cannot_be_read()
    {
        await using var festival = await StartAsync();
        var (told, guests) = (0, 0);
        await using var mei = await ConnectAsync(festival, Mei.Value, node: 0, packed: false);
        await using var guest = await ConnectAsync(festival, "guest:ann", node: 0, packed: false);
        mei.On<JsonElement>("Yours", events => told += events.GetArrayLength() == 0 ? 1 : 0);
        guest.On<JsonElement>("Yours", _ => guests++);

        await festival.Services.GetRequiredService<RedisLink>().Subscriber.PublishAsync(festival.Keys.Yours, "[7]");
        await Eventually.TrueAsync(() => told > 0, "the person is told");

        Assert.That(guests, Is.Zero);
    }

    [Test]
    public async Task A_villager_at_the_screen_of_a_site_hears_no_entry_and_only_the_word_to_read_the_inbox()
    {
        await using var festival = await StartAsync();
        ConcurrentQueue<JsonNode> atHome = [], atSite = [];
        var told = 0;
        await using var home = await ConnectAsync(festival, Mei.Value, node: 0, packed: false);
        await using var site = await ConnectAsync(festival, Mei.Value, node: 0, packed: false, siteSession: "key-1");
        home.On<JsonElement>("Yours", events => Add(atHome, JsonSerializer.SerializeToNode(events)!));
        site.On<JsonElement>("Yours", events =>
        {
            Add(atSite, JsonSerializer.SerializeToNode(events)!);
            Interlocked.Increment(ref told);
        });

        for (var i = 0; i < Every.Length; i++)
        {
            await PublishAsync(festival, Mei, Event(i + 1, Every[i]));
            await Eventually.TrueAsync(() => atHome.Count == i + 1 && told == i + 1, "both screens are told");
        }

        Assert.That(atHome.Select(item => (string)item["type"]!), Does.Contain("prize.shipped"));
        Assert.That(atSite, Is.Empty);
    }

    [Test]
    public void What_waits_for_a_client_is_one_frame_and_too_much_is_only_the_word_to_read_the_inbox()
    {
        var frame = new YoursFrame([Event(1, Every[0])]);
        var many = new YoursFrame([.. Enumerable.Range(2, 20).Select(position => Event(position, Every[0]))]);

        Assert.Multiple(() =>
        {
            Assert.That(frame.With(new YoursFrame([Event(2, Every[0])])).Events.Select(item => item.Position), Is.EqualTo([1L, 2]));
            Assert.That(frame.With(YoursFrame.Missed).Events, Is.Empty, "something behind it may be missing");
            Assert.That(YoursFrame.Missed.With(frame).Events, Is.Empty);
            Assert.That(frame.With(many).Events, Is.Empty);
        });
    }

    private static YoursEvent Event(long position, IYoursData data) =>
        new() { Position = position, Type = data is RawYours ? "order.paid" : YoursCatalog.NameOf(data), At = 1_800_000_000_000 + position, Data = data };

    /// <summary>A festival whose nodes all hear what is published.</summary>
    private static async Task<ChatFestival> StartAsync(int nodes = 1)
    {
        var festival = await ChatFestival.StartAsync(nodes);
        var subscriber = festival.Services.GetRequiredService<RedisLink>().Subscriber;
        await Eventually.TrueAsync(async () => await subscriber.PublishAsync(festival.Keys.Yours, "[]") == nodes, "the nodes listen");
        return festival;
    }

    private static Task PublishAsync(ChatFestival festival, ViewerId viewer, params YoursEvent[] events) =>
        festival.Services.GetRequiredService<YoursChannel>().PublishAsync([new YoursNotice { Viewer = viewer, Events = events }]);

    private static async Task<HubConnection> ConnectAsync(ChatFestival festival, string viewer, int node, bool packed, string? siteSession = null)
    {
        var token = festival.Token(new TokenSubject(viewer, "Mei", [], [], "session") { SiteSession = siteSession });
        var builder = new HubConnectionBuilder().WithUrl(new Uri(festival.Address(node), "/hubs/room"), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            options.AccessTokenProvider = () => Task.FromResult<string?>(token);
        });
        if (packed)
            builder.AddMessagePackProtocol(options => options.SerializerOptions = ContractlessStandardResolver.Options);
        var connection = builder.Build();
        await connection.StartAsync();
        return connection;
    }

    /// <summary>A MessagePack value as JSON.</summary>
    private static JsonNode Plain(object packed) =>
        JsonNode.Parse(MessagePackSerializer.ConvertToJson(MessagePackSerializer.Serialize(packed, ContractlessStandardResolver.Options), ContractlessStandardResolver.Options))!;

    private static void Add(ConcurrentQueue<JsonNode> heard, JsonNode events)
    {
        foreach (var item in events.AsArray())
            heard.Enqueue(item!);
    }

    private static string Text(IEnumerable<JsonNode> items) => string.Join('\n', items.Select(item => JsonNode.Parse(item.ToJsonString())!.ToJsonString()));
}

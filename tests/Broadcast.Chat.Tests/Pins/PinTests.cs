using System.Net;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Outcomes;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Pins;
using Broadcast.Chat.Tests.Door;
using TestKit;

namespace Broadcast.Chat.Tests.Pins;

[Parallelizable(ParallelScope.All)]
public sealed class PinTests
{
    [Test]
    public async Task A_pin_shows_when_the_picture_reaches_it()
    {
        await using var festival = await ChatFestival.StartAsync();
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        var now = Now();
        await festival.State.PublishAsync(new StageState { Stage = ChatFestival.Gushi, Live = true, Head = now - 400, At = now });

        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        var between = Now();
        await anchor.PinAsync(ChatFestival.Zhanyi.Room, ChatFestival.Goose);
        var after = Now();
        await anchor.HearsAsync<ProductPinned>();
        // The node hears of a pin a moment after the anchor is answered.
        var elsewhere = await Eventually.ValueAsync(async () => (await anchor.JoinAsync(ChatFestival.Zhanyi.Room)).Snapshot.Pin, "the pin is shown");
        var here = (await anchor.JoinAsync(ChatFestival.Gushi.Room)).Snapshot.Pin!;

        Assert.Multiple(() =>
        {
            Assert.That(here.ShowAt - (1000 - 400), Is.InRange(now, between), "the head when it was pinned, plus the action's delay");
            Assert.That(elsewhere.ShowAt, Is.InRange(between, after), "without a source, when it was pinned");
        });
    }

    private static long Now() => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    [Test]
    public async Task Clicks_lead_to_the_item_and_are_reported_when_the_pin_ends()
    {
        await using var festival = await ChatFestival.StartAsync(draws: true);
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        using var http = festival.Http();
        await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        await anchor.HearsAsync<ProductPinned>();
        var pin = anchor.Heard<ProductPinned>().Single().Pin;

        using var first = await http.GetAsync(RoomDoorTests.Rooms($"gushi/pins/{pin}/go"));
        using var fromRelay = await http.GetAsync(RoomDoorTests.Rooms($"festival/pins/{pin}/go"));
        await anchor.UnpinAsync(ChatFestival.Gushi.Room);
        await anchor.UnpinAsync(ChatFestival.Gushi.Room);
        using var after = await http.GetAsync(RoomDoorTests.Rooms($"gushi/pins/{pin}/go"));
        using var unknown = await http.GetAsync(RoomDoorTests.Rooms("gushi/pins/gushi.none/go"));
        await Eventually.TrueAsync(() => festival.Kept.Outcomes.OfType<PinEnded>().Any(), "the outcome of the pin is kept");

        var begun = festival.Kept.Outcomes.OfType<PinBegun>().Single();
        var ended = festival.Kept.Outcomes.OfType<PinEnded>().Single();
        Assert.Multiple(() =>
        {
            Assert.That(first.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That(first.Headers.Location!.OriginalString, Is.EqualTo("https://shop.example/goose"));
            Assert.That(after.StatusCode, Is.EqualTo(HttpStatusCode.Redirect));
            Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
            Assert.That((ended.Pin, ended.Product, ended.Clicks), Is.EqualTo((pin, ChatFestival.Goose, 2L)));
            Assert.That(ended.At, Is.GreaterThan(ended.From));
            Assert.That((begun.Pin, begun.At, begun.By!.Name), Is.EqualTo((pin, ended.From, "Li Na")));
        });
    }

    [Test]
    public async Task The_cards_of_the_last_pins_lead_to_their_item_and_older_ones_are_forgotten()
    {
        await using var festival = await ChatFestival.StartAsync(settings: ("Rooms:PinsLength", "3"));
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        using var http = festival.Http();
        for (var i = 0; i < 5; i++)
            await anchor.PinAsync(ChatFestival.Gushi.Room, ChatFestival.Goose);
        await Eventually.TrueAsync(() => anchor.Heard<ProductPinned>().Count() == 5, "all pins are heard");

        var answers = new List<HttpStatusCode>();
        foreach (var pinned in anchor.Heard<ProductPinned>())
        {
            using var answer = await http.GetAsync(RoomDoorTests.Rooms($"gushi/pins/{pinned.Pin}/go"));
            answers.Add(answer.StatusCode);
        }

        const HttpStatusCode Leads = HttpStatusCode.Redirect, Forgotten = HttpStatusCode.NotFound;
        Assert.That(answers, Is.EqualTo([Forgotten, Forgotten, Leads, Leads, Leads]));
        await using var redis = await festival.Redis.ConnectAsync();
        Assert.That(await redis.GetDatabase().HashLengthAsync(festival.Keys.Room(ChatFestival.Gushi.Room, "pins")), Is.EqualTo(10), "urls, clicks and ids of three, and the count");
    }

    [TestCase("https://shop.example/x", true)]
    [TestCase("/item/goose", true)]
    [TestCase("//evil.example", false)]
    [TestCase("/\\evil.example", false)]
    [TestCase("javascript:alert(1)", false)]
    [TestCase("https://shop.example/\r\nSet-Cookie: a", false)]
    [TestCase("item/goose", false)]
    public void A_card_leads_only_where_it_is_safe(string url, bool safe) => Assert.That(PinLink.IsSafe(url), Is.EqualTo(safe));
}

using System.Net;
using Broadcast.Chat.Contracts.Events;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Pins;
using TestKit;
using TestKit.Rooms;

namespace Broadcast.Chat.Tests.Pins;

/// <summary>The link of a pin's card as a header has it.</summary>
internal sealed class PinLinkTests
{
    [TestCase("https://shop.example/goose?a=1&b=%20", "https://shop.example/goose?a=1&b=%20")]
    [TestCase("/item/goose", "/item/goose")]
    [TestCase("/item/鹅?x=蛋#三", "/item/%E9%B9%85?x=%E8%9B%8B#%E4%B8%89")]
    [TestCase("https://shop.example/鹅", "https://shop.example/%E9%B9%85")]
    [TestCase("https://商店.example/a%20b", "https://xn--czrs0t.example/a%20b")]
    [TestCase("/item/😀", "/item/%F0%9F%98%80")]
    public void It_is_ASCII(string url, string header)
    {
        Assert.That(PinLink.IsSafe(url), Is.True);
        Assert.That(PinLink.InAscii(url), Is.EqualTo(header));
    }

    [Test]
    public async Task A_click_on_a_link_that_is_not_ASCII_is_counted_and_leads_there()
    {
        await using var festival = await ChatFestival.StartAsync();
        var egg = ProductId.Parse("egg");
        await festival.ChangeFactsAsync(facts => facts with { Products = [ChatFestival.Card(egg, "https://shop.example/鹅蛋")] });
        var anchor = await festival.AnchorAsync(ChatFestival.Gushi.Room);
        await Eventually.TrueAsync(
            async () => await RoomUser.CodeOfAsync(anchor.PinAsync(ChatFestival.Gushi.Room, egg)) is null, "the product is known and pinned");
        var pin = ((ProductPinned)(await anchor.HearAsync(EventTypes.Pin)).Data).Pin;
        using var http = festival.Http();

        using var answer = await http.GetAsync($"/api/v1/rooms/gushi/pins/{pin}/go");

        Assert.That((answer.StatusCode, answer.Headers.Location?.OriginalString), Is.EqualTo((HttpStatusCode.Found, "https://shop.example/%E9%B9%85%E8%9B%8B")));
    }
}

using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using TestKit;
using TestKit.Hosts;
using TestKit.Rooms;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages;

/// <summary>A host whose hub accepts one connection, and a page that reads the feed while another user has that connection.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class LookingOnTests
{
    private const string Stage = "gushi";
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 60_000 };

    /// <summary>A page waits up to 10 s between two tries at a full hub, as the server asks, and a random time more.</summary>
    private static readonly LocatorAssertionsToBeEnabledOptions VeryPatient = new() { Timeout = 60_000 };

    private FestivalHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await FestivalHost.StartAsync("--Demo:Encoders", "false", "--Admission:Most", "1");

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task A_viewer_whom_the_hub_refuses_sees_pins_and_chat_by_the_feed_and_takes_part_when_the_hub_has_room()
    {
        await using var inside = await JoinHubAsync();
        using var anchor = _host.Client(_host.Demo.AnchorToken);
        var page = await Browser.OpenAsync(_host.Http, $"/watch/{Stage}");
        await using var context = page.Context;

        await Expect(page.GetByTestId("read-only")).ToBeVisibleAsync(Patient);
        await SeesAsync(page, inside, anchor, "gushi-duck", "by the feed");
        await Expect(page.GetByTestId("chat-input")).ToHaveCountAsync(0);
        await Expect(page.GetByTestId("take-part")).ToHaveCountAsync(0);

        await inside.DisposeAsync();
        await Expect(page.GetByTestId("chat-input")).ToBeEnabledAsync(VeryPatient);
        await Expect(page.GetByTestId("read-only")).ToHaveCountAsync(0);
        await anchor.PostAsync($"/api/v1/rooms/{Stage}/pin", new { productId = "gushi-goose" });
        await Expect(page.Locator("[data-testid=pin-card][data-product=gushi-goose]")).ToBeVisibleAsync(Patient);
        await Expect(page.GetByText("by the feed")).ToHaveCountAsync(1);
    }

    [Test]
    public async Task A_viewer_who_begins_on_the_feed_uses_no_hub_connection_until_taking_part()
    {
        await using var inside = await JoinHubAsync();
        using var anchor = _host.Client(_host.Demo.AnchorToken);
        var page = await Browser.OpenAsync(_host.Http, $"/watch/{Stage}?via=feed");
        await using var context = page.Context;
        var hubs = 0;
        page.Request += (_, request) => hubs += request.Url.Contains("/hubs/", StringComparison.Ordinal) ? 1 : 0;

        await Expect(page.GetByTestId("read-only")).ToBeVisibleAsync(Patient);
        await SeesAsync(page, inside, anchor, "gushi-chicken", "without a place");
        Assert.That(hubs, Is.Zero, "the hub was not asked");
        await inside.DisposeAsync();
        await page.GetByTestId("take-part").ClickAsync();

        await Expect(page.GetByTestId("chat-input")).ToBeEnabledAsync(VeryPatient);
        await Expect(page.GetByText("without a place")).ToHaveCountAsync(1);
    }

    [Test]
    public async Task A_page_of_another_site_shows_the_room_with_the_client_that_the_host_serves()
    {
        using var anchor = _host.Client(_host.Demo.AnchorToken);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var shop = builder.Build();
        shop.MapGet("/", () => Results.Text(Shop(_host.Http), "text/html"));
        await shop.StartAsync();
        var page = await Browser.OpenAsync(new Uri(shop.Urls.Single()), "/");
        await using var context = page.Context;
        await Expect(page.GetByText("feed")).ToBeVisibleAsync(Patient);

        await anchor.PostAsync($"/api/v1/rooms/{Stage}/pin", new { productId = "gushi-goose" });

        await Expect(page.GetByText("gushi-goose")).ToBeVisibleAsync(Patient);
    }

    private static string Shop(Uri host) => $$"""
        <!doctype html><p id="link"></p><p id="pin"></p>
        <script type="module">
          import { ChannelClock, Room } from '{{host}}client/v1/room.js';
          const room = new Room({ room: '{{Stage}}', via: 'feed', feed: '{{host}}rooms/{{Stage}}/feed', clock: new ChannelClock(() => Infinity) });
          room.subscribe(() => (document.getElementById('link').textContent = room.state.link));
          room.on('pin', (event) => (document.getElementById('pin').textContent = event.data.product.id));
          room.start();
        </script>
        """;

    /// <summary>Joins with the hub's only connection, once the previous user has left.</summary>
    private async Task<RoomUser> JoinHubAsync() => await Eventually.ValueAsync(
        async () =>
        {
            var inside = await RoomUser.GuestAsync(_host.Anonymous, _host.Http, "Inside");
            try
            {
                await inside.JoinAsync(Stage);
                return inside;
            }
            catch (WebSocketException)
            {
                await inside.DisposeAsync();
                return null;
            }
        },
        "the hub has a free connection");

    private static async Task SeesAsync(IPage page, RoomUser inside, HttpClient anchor, string product, string words)
    {
        await anchor.PostAsync($"/api/v1/rooms/{Stage}/pin", new { productId = product });
        await inside.SayAsync(words);

        await Expect(page.Locator($"[data-testid=pin-card][data-product={product}]")).ToBeVisibleAsync(Patient);
        await Expect(page.GetByText(words)).ToBeVisibleAsync(Patient);
    }
}

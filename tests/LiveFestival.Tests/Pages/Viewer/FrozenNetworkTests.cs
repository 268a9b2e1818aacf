using Broadcast.Chat.Contracts.Events;
using Microsoft.Playwright;
using TestKit;
using TestKit.Browsing;
using TestKit.Hosts;
using TestKit.Rooms;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages.Viewer;

/// <summary>A phone whose network stands still without closing anything, as in a tunnel.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class FrozenNetworkTests
{
    private const string Stage = "tongxiang";
    private static FestivalHost Host => ViewerFestival.Host;

    [Test]
    public async Task A_line_that_was_sent_into_a_frozen_network_waits_and_is_said_once()
    {
        await using var cable = new Cable(Host.Http);
        await using var other = await RoomUser.GuestAsync(Host.Anonymous, Host.Http, "Other");
        await other.JoinAsync(Stage);
        var phone = await Browser.OpenAsync(cable.Near, $"/watch/{Stage}", 390, 844, touch: true);
        await using var context = phone.Context;
        await PlayerStats.PlayingAsync(phone);
        await SayAsync(phone, "before");
        await phone.GetByTestId("name-input").FillAsync("Li");
        await phone.GetByTestId("name-enter").ClickAsync();
        await Expect(phone.GetByTestId("chat-line")).ToContainTextAsync("before");

        cable.Freeze();
        await SayAsync(phone, "from the tunnel");

        await Expect(phone.GetByTestId("chat-unsent")).ToContainTextAsync("from the tunnel");
        await Expect(phone.GetByTestId("paused")).ToContainTextAsync("Reconnecting", new LocatorAssertionsToContainTextOptions { Timeout = 10_000 });
        await Expect(phone.GetByTestId("chat-retry")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 20_000 });
        // The words and the button for the sound were in the same place.
        await Expect(phone.GetByText("Waiting for the picture")).ToBeVisibleAsync();
        await Expect(phone.GetByTestId("unmute")).ToHaveCountAsync(0);
        await phone.KeepPictureAsync("frozen-390x844");
        cable.Mend();

        await Expect(phone.GetByTestId("chat-unsent")).ToHaveCountAsync(0);
        await Expect(phone.GetByTestId("chat-line").Filter(new LocatorFilterOptions { HasText = "from the tunnel" })).ToHaveCountAsync(1);
        await Expect(phone.GetByTestId("paused")).ToHaveCountAsync(0);
        await SayAsync(phone, "after");
        await other.HearsAsync<ChatSaid>(said => said.Text == "after");
        Assert.That(other.Heard<ChatSaid>().Select(said => said.Text), Is.EqualTo(["before", "from the tunnel", "after"]));
    }

    [Test]
    public async Task A_browser_that_is_offline_says_so_and_comes_back_by_itself()
    {
        var phone = await Browser.OpenAsync(Host.Http, $"/watch/{Stage}", 360, 640, touch: true);
        await using var context = phone.Context;
        await Expect(phone.GetByTestId("like")).ToBeEnabledAsync();

        await context.SetOfflineAsync(true);
        await Expect(phone.GetByTestId("paused")).ToContainTextAsync("Reconnecting", new LocatorAssertionsToContainTextOptions { Timeout = 10_000 });
        await context.SetOfflineAsync(false);

        await Expect(phone.GetByTestId("paused")).ToHaveCountAsync(0);
        await Expect(phone.GetByTestId("like")).ToBeEnabledAsync();
    }

    private static async Task SayAsync(IPage page, string text)
    {
        await page.GetByTestId("chat-input").FillAsync(text);
        await page.Keyboard.PressAsync("Enter");
    }
}

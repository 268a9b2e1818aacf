using Microsoft.Playwright;
using TestKit.Browsing;
using TestKit.Hosts;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages.Viewer;

/// <summary>The viewers' pages on a phone, on its side, under its keyboard, enlarged, and on a television.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ScreensTests
{
    private const string Stage = "tongxiang";
    private static FestivalHost Host => ViewerFestival.Host;

    [Test]
    public async Task The_controls_go_three_seconds_after_a_tap_and_never_from_under_the_keyboards_focus()
    {
        var phone = await Browser.OpenAsync(Host.Http, $"/watch/{Stage}", 360, 640, touch: true);
        await using var context = phone.Context;
        await PlayerStats.PlayingAsync(phone);
        var controls = phone.GetByTestId("controls");

        await Expect(controls).ToHaveCSSAsync("opacity", "0");
        await phone.InSightAsync("unmute");
        await phone.KeepPictureAsync("controls-gone-360x640");
        await phone.GetByTestId("screen").TapAsync(new LocatorTapOptions { Position = new Position { X = 60, Y = 90 } });
        await Expect(controls).ToHaveCSSAsync("opacity", "1");
        await Expect(controls).ToHaveCSSAsync("opacity", "0");
        await phone.GetByTestId("mute").FocusAsync();
        await phone.Keyboard.PressAsync("Shift+Tab");
        await Expect(phone.GetByTestId("play")).ToBeFocusedAsync();
        await Expect(controls).ToHaveCSSAsync("opacity", "1");
    }

    [Test]
    public async Task The_picture_stays_above_the_keyboard_and_beside_the_chat_of_a_phone_on_its_side()
    {
        var phone = await Browser.OpenAsync(Host.Http, $"/watch/{Stage}", 390, 844, touch: true);
        await using var context = phone.Context;
        await Expect(phone.GetByTestId("chat-input")).ToBeVisibleAsync();
        await phone.GetByTestId("chat-input").FocusAsync();
        await phone.SetViewportSizeAsync(390, 460);

        foreach (var part in new[] { "screen", "chat-input" })
            await phone.InSightAsync(part);
        await phone.KeepPictureAsync("keyboard-390x460");
        await phone.GetByTestId("chat-input").BlurAsync();
        await phone.SetViewportSizeAsync(844, 390);
        foreach (var part in new[] { "screen", "channels", "chat-input" })
            await phone.InSightAsync(part);
        var (picture, chat) = (await phone.GetByTestId("screen").BoundingBoxAsync(), await phone.GetByTestId("chat-input").BoundingBoxAsync());
        await phone.KeepPictureAsync("side-844x390");

        Assert.That(chat!.X, Is.GreaterThanOrEqualTo(picture!.X + picture.Width), "the chat is beside the picture");
        // A window of 1366 by 768 that is enlarged to twice its size.
        await phone.SetViewportSizeAsync(683, 384);
        foreach (var part in new[] { "screen", "language", "channels", "chat-input" })
            await phone.InSightAsync(part);
        Assert.That(await phone.FitsAsync());
    }

    [TestCase(1920, 1080)]
    [TestCase(3840, 2160)]
    public async Task On_a_television_everything_can_be_read_across_the_room(int width, int height)
    {
        var television = await Browser.OpenAsync(Host.Http, $"/watch/{Stage}", width, height, touch: true);
        await using var context = television.Context;
        await Expect(television.GetByTestId("chat-input")).ToBeVisibleAsync();

        foreach (var part in new[] { "screen", "channels", "chat-input", "like" })
            await television.InSightAsync(part);
        using var anchor = Host.Client(Host.Demo.AnchorToken);
        var asked = await anchor.PostAsync($"/api/v1/rooms/{Stage}/questions", new { text = "What do silkworms eat?", options = new[] { "Leaves", "Rice" }, answer = 0, seconds = 120 });
        await Expect(television.GetByTestId("countdown")).ToBeVisibleAsync();
        var (smallest, read) = (await SmallestAsync(television, "p, a, button, span, strong, li"), await SmallestAsync(television, ".chat-list li, .quiz-time, .quiz h2, .quiz-options button"));
        await television.KeepPictureAsync($"television-{width}x{height}");
        await anchor.PostAsync($"/api/v1/rooms/{Stage}/questions/{asked.GetProperty("id").GetString()}/void");

        Assert.Multiple(() =>
        {
            Assert.That(smallest, Is.GreaterThanOrEqualTo(height / 54.0), "the smallest letters");
            Assert.That(read, Is.GreaterThanOrEqualTo(height / 45.0), "the letters of the chat, the question and its time: 24 px of 1080");
        });
    }

    /// <summary>The size of the smallest letters that can be seen in some elements of the watch page, in pixels.</summary>
    private static Task<double> SmallestAsync(IPage page, string elements) => page.EvaluateAsync<double>(
        """
        elements => Math.min(...[...document.querySelectorAll(`.watch :is(${elements})`)]
          .filter((element) => element.textContent.trim() && element.getBoundingClientRect().height > 2)
          .map((element) => parseFloat(getComputedStyle(element).fontSize)))
        """,
        elements);

    [TestCase(360, 640)]
    [TestCase(390, 844)]
    [TestCase(1366, 768)]
    public async Task The_home_page_has_a_picture_at_once_and_the_products_before_the_replays(int width, int height)
    {
        var page = await Browser.OpenAsync(Host.Http, "/", width, height, touch: width < 900);
        await using var context = page.Context;
        await Expect(page.GetByTestId("products")).ToBeVisibleAsync();
        var poster = await page.GetByTestId("monitor-festival").GetAttributeAsync("poster");
        using var picture = await Host.Anonymous.GetAsync(new Uri(poster!, UriKind.Relative));
        var (products, replays) = (await page.GetByTestId("products").BoundingBoxAsync(), await page.GetByTestId("replays").BoundingBoxAsync());
        await page.WaitForFunctionAsync("() => document.querySelector('[data-testid=monitor-festival]').currentTime > 0.1");
        await page.KeepPictureAsync($"home-{width}x{height}");
        var (rows, fits) = (await page.GetByTestId("replay-row").CountAsync(), await page.FitsAsync());

        Assert.Multiple(() =>
        {
            Assert.That(picture.IsSuccessStatusCode, "the still picture until the other moves");
            Assert.That(products!.Y, Is.LessThan(replays!.Y));
            Assert.That(rows, Is.LessThanOrEqualTo(5));
            Assert.That(fits, "nobody scrolls sideways");
        });
    }
}

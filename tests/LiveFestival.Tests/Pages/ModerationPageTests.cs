using System.Net.Http.Json;
using Broadcast.Chat.Contracts.Moderation;
using Microsoft.Playwright;
using TestKit.Hosts;
using TestKit.Rooms;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages;

/// <summary>Moderation with the pages' own buttons and keys; each test uses another room.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class ModerationPageTests
{
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 60_000 };
    private static readonly LocatorAssertionsToHaveCountOptions Gone = new() { Timeout = 60_000 };

    private FestivalHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await FestivalHost.StartAsync("--Demo:Encoders", "false");

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task A_message_that_the_anchor_removes_by_keyboard_disappears_from_the_viewers_page()
    {
        await using var ann = await RoomUser.GuestAsync(_host.Anonymous, _host.Http, "Ann");
        await ann.JoinAsync("gushi");
        await ann.SayAsync("buy my pills");
        await ann.SayAsync("a fine goose");
        var viewer = await Browser.OpenAsync(_host.Http, "/watch/gushi");
        await using var viewerContext = viewer.Context;
        await Expect(Line(viewer, "buy my pills")).ToBeVisibleAsync(Patient);
        await Expect(viewer.GetByTestId("line-more")).ToHaveCountAsync(0);
        var anchor = await Browser.OpenAsync(_host.Http, $"/anchor#token={_host.Demo.AnchorToken}");
        await using var anchorContext = anchor.Context;
        await anchor.ChooseStageAsync("gushi");
        var line = Line(anchor, "buy my pills");
        var more = line.GetByTestId("line-more");
        await Expect(more).ToBeVisibleAsync(Patient);

        await more.FocusAsync();
        await anchor.Keyboard.PressAsync("Enter");
        await Expect(anchor.GetByTestId("act-remove")).ToBeFocusedAsync();
        await anchor.Keyboard.PressAsync("Escape");
        await Expect(anchor.GetByTestId("line-menu")).ToHaveCountAsync(0);
        await Expect(more).ToBeFocusedAsync();
        await anchor.Keyboard.PressAsync("Enter");
        await Expect(anchor.GetByTestId("act-remove")).ToBeFocusedAsync();
        await anchor.Keyboard.PressAsync("Enter");

        await Expect(Line(viewer, "buy my pills")).ToHaveCountAsync(0, Gone);
        await Expect(line).ToHaveCountAsync(0, Gone);
        await Expect(Line(viewer, "a fine goose")).ToBeVisibleAsync();
    }

    [Test]
    public async Task Slow_mode_counts_down_to_the_viewers_next_message()
    {
        using var anchor = _host.Client(_host.Demo.AnchorToken);
        var viewer = await Browser.OpenAsync(_host.Http, "/watch/suning");
        await using var context = viewer.Context;
        await SayFirstAsync(viewer, "first");
        await SetModeAsync(anchor, "suning", RoomMode.Open with { SlowSeconds = 120 });
        await Expect(viewer.GetByTestId("talk-line")).ToHaveTextAsync("Slow mode: one message every 2 min.", new LocatorAssertionsToHaveTextOptions { Timeout = 60_000 });

        await SayAsync(viewer, "second");

        await Expect(viewer.GetByTestId("talk-left")).ToContainTextAsync("Next in 1:");
        await viewer.GetByTestId("chat-input").FillAsync("third");
        await Expect(viewer.GetByTestId("chat-send")).ToBeDisabledAsync();
        await SetModeAsync(anchor, "suning", RoomMode.Open);
        await Expect(viewer.GetByTestId("talk-left")).ToHaveCountAsync(0, Gone);
        await viewer.GetByTestId("chat-send").ClickAsync();
        await Expect(Line(viewer, "third")).ToBeVisibleAsync(Patient);
    }

    [Test]
    public async Task A_held_message_is_let_in_by_a_key_in_the_control_room()
    {
        var viewer = await Browser.OpenAsync(_host.Http, "/watch/zhanyi");
        await using var viewerContext = viewer.Context;
        await SayFirstAsync(viewer, "first");
        var control = await Browser.OpenAsync(_host.Http, $"/control#token={_host.Demo.OperatorToken}");
        await using var controlContext = control.Context;
        await control.GetByTestId("order-room-zhanyi").ClickAsync();
        await Expect(control.GetByTestId("mode-review")).ToBeEnabledAsync(new LocatorAssertionsToBeEnabledOptions { Timeout = 60_000 });
        await control.GetByTestId("mode-review").CheckAsync();
        await Expect(control.GetByTestId("mode")).ToHaveAttributeAsync("data-review", "true", new LocatorAssertionsToHaveAttributeOptions { Timeout = 60_000 });
        await Expect(viewer.GetByTestId("talk-line")).ToBeVisibleAsync(Patient);

        await SayAsync(viewer, "let me in");

        await Expect(viewer.GetByTestId("held-notice")).ToBeVisibleAsync(Patient);
        await Expect(Line(viewer, "let me in")).ToHaveCountAsync(0);
        var held = control.GetByTestId("held-message");
        await Expect(held).ToContainTextAsync("let me in", new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });
        await held.FocusAsync();
        await control.Keyboard.PressAsync("a");
        await Expect(held).ToHaveCountAsync(0, Gone);
        await Expect(Line(viewer, "let me in")).ToBeVisibleAsync(Patient);
        await Expect(viewer.GetByTestId("held-notice")).ToHaveCountAsync(0, Gone);
    }

    [Test]
    public async Task A_viewer_who_is_silenced_is_told_for_how_long_and_talks_again_when_that_is_undone()
    {
        var viewer = await Browser.OpenAsync(_host.Http, "/watch/tongxiang");
        await using var viewerContext = viewer.Context;
        await SayFirstAsync(viewer, "something rude");
        var control = await Browser.OpenAsync(_host.Http, $"/control#token={_host.Demo.OperatorToken}");
        await using var controlContext = control.Context;
        await control.GetByTestId("order-room-tongxiang").ClickAsync();
        await Line(control, "something rude").GetByTestId("line-more").ClickAsync(new LocatorClickOptions { Timeout = 60_000 });
        await control.GetByTestId("act-timeout-600").ClickAsync();
        await Expect(control.GetByTestId("undo")).ToBeVisibleAsync(Patient);

        await SayAsync(viewer, "more of it");

        await Expect(viewer.GetByTestId("talk-left")).ToContainTextAsync("Next in ", new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });
        await Expect(viewer.GetByTestId("talk-line")).ToHaveTextAsync("A moderator has silenced you for a while.");
        await Expect(viewer.GetByTestId("chat-input")).ToHaveValueAsync("more of it");
        await control.GetByTestId("undo").ClickAsync();
        await Expect(control.GetByText("Ann may talk again.")).ToBeVisibleAsync(Patient);
        await SayAsync(viewer, "something kind");
        await Expect(Line(viewer, "something kind")).ToBeVisibleAsync(Patient);
    }

    private static ILocator Line(IPage page, string words) => page.GetByTestId("chat-line").Filter(new LocatorFilterOptions { HasText = words });

    /// <summary>Sends a viewer's first message: the page asks for a name, and gets another ticket.</summary>
    private static async Task SayFirstAsync(IPage viewer, string words)
    {
        await SayAsync(viewer, words);
        await viewer.GetByTestId("name-input").FillAsync("Ann");
        await viewer.GetByTestId("name-enter").ClickAsync();
        await Expect(Line(viewer, words)).ToBeVisibleAsync(Patient);
    }

    private static async Task SayAsync(IPage viewer, string words)
    {
        await viewer.GetByTestId("chat-input").FillAsync(words);
        await viewer.GetByTestId("chat-send").ClickAsync(new LocatorClickOptions { Timeout = 60_000 });
    }

    private static async Task SetModeAsync(HttpClient anchor, string room, RoomMode mode)
    {
        using var answer = await anchor.PutAsJsonAsync($"/api/v1/rooms/{room}/mode", mode);
        answer.EnsureSuccessStatusCode();
    }
}

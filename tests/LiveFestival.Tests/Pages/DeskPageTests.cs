using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Contracts.Moderation;
using Microsoft.Playwright;
using TestKit;
using TestKit.Hosts;
using TestKit.Rooms;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages;

/// <summary>The control room and the anchor's desk at the sizes at which they are used; what they looked like is kept as test output.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class DeskPageTests
{
    private const string Relay = "festival";
    private static readonly LocatorAssertionsToBeVisibleOptions Patient = new() { Timeout = 60_000 };
    private static readonly LocatorAssertionsToHaveCountOptions Gone = new() { Timeout = 60_000 };

    private FestivalHost _host = null!;

    /// <summary>A slot is shorter than the longest question.</summary>
    [OneTimeSetUp]
    public async Task StartAsync() => _host = await FestivalHost.StartAsync("--Demo:Encoders", "false", "--Demo:SlotSeconds", "280");

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task An_operator_acts_without_scrolling_and_sees_when_the_rundown_resumes()
    {
        using var client = _host.Client(_host.Demo.OperatorToken);
        var planned = await OnAirAsync();
        var control = await Browser.OpenAsync(_host.Http, $"/control#token={_host.Demo.OperatorToken}", 1366, 768);
        await using var context = control.Context;
        await Expect(control.GetByTestId("slot").First).ToBeVisibleAsync(Patient);
        await Expect(control.Locator("[data-testid=slot][data-standing=on]")).ToHaveAttributeAsync("data-stage", planned, Attribute);

        await AllInViewAsync(control, "on-air", "next", "alarms", "waiting", "rundown", "hold", "show-slate", "take-zhanyi", "take-tongxiang", "take-gushi", "take-suning");
        await SkipsToTheTakesAsync(control);
        // Five players at once leave a small machine no time for the page; posters take the same places.
        await control.GetByTestId("moving-pictures").UncheckAsync();
        var taken = await TakesByDigitAsync(control, planned);
        await ApprovesWhatWaitsAsync(control, client, taken);
        await AllInViewAsync(
            control, "on-air", "next", "alarms", "waiting", "taken", "resume-rundown", "hold", "show-slate", "take-zhanyi", "take-tongxiang", "take-gushi", "take-suning");
        await ScreenAsync(control, "control-1366x768");
        await ModeratesByKeyAsync(control, taken);
        await HoldsAndReleasesAsync(control, taken, planned);
        await ShowsTheSlateAsync(control, planned);
        await PutsASlotInAsync(control);
    }

    [Test]
    public async Task A_desk_whose_address_names_no_festival_says_so_and_cuts_no_other()
    {
        var control = await Browser.OpenAsync(_host.Http, $"/control?festival=nowhere#token={_host.Demo.OperatorToken}", 1366, 768);
        await using var context = control.Context;

        await Expect(control.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToHaveTextAsync("There is no such festival");
        await Expect(control.GetByText("The address names “nowhere”")).ToBeVisibleAsync();
        await control.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "Go to the present festival" }).ClickAsync();
        await Expect(control.GetByTestId("slot").First).ToBeVisibleAsync(Patient);
    }

    [TestCase(390, 844)]
    [TestCase(360, 640)]
    public async Task An_anchor_marks_later_calls_off_and_does_not_slip_to_another_stage(int width, int height)
    {
        var stage = await OnAirAsync();
        var other = stage == "gushi" ? "suning" : "gushi";
        var anchor = await Browser.OpenAsync(_host.Http, $"/anchor#token={_host.Demo.AnchorToken}", width, height);
        await using var context = anchor.Context;
        await anchor.ChooseStageAsync(stage);
        await Expect(anchor.GetByTestId("on-air")).ToHaveAttributeAsync("data-on-air", "true", Attribute);
        await Expect(anchor.GetByTestId("viewers-strip")).ToHaveAttributeAsync("data-channel", Relay, Attribute);

        await anchor.GetByTestId($"stage-{other}").ClickAsync();
        await Expect(anchor.GetByTestId("confirm-no")).ToBeFocusedAsync();
        await ScreenAsync(anchor, $"anchor-leave-{width}x{height}");
        await anchor.Keyboard.PressAsync("Escape");
        await Expect(anchor.GetByTestId($"stage-{other}")).ToBeFocusedAsync();
        await Expect(anchor.Locator(".anchor")).ToHaveAttributeAsync("data-stage", stage);

        // Another product each time: a second tap on the same one ends its pin.
        await anchor.Locator("[data-testid^=pin-][aria-pressed=false]").First.ClickAsync();
        await Expect(anchor.GetByTestId("seen")).ToHaveAttributeAsync("data-kind", "pin", Attribute);
        await ScreenAsync(anchor, $"anchor-pinned-{width}x{height}");
        await Expect(anchor.GetByTestId("seen")).ToHaveAttributeAsync("data-reached", "true", Attribute);

        await AsksAndMarksAsync(anchor, $"{width}x{height}");
        await CallsOffAsync(anchor, $"{width}x{height}");
        var wide = await anchor.EvaluateAsync<int>("() => document.documentElement.scrollWidth");
        Assert.That(wide, Is.LessThanOrEqualTo(width), "nothing is wider than the phone");
    }

    private static LocatorAssertionsToHaveAttributeOptions Attribute => new() { Timeout = 60_000 };

    private Task<string> OnAirAsync() =>
        Eventually.ValueAsync(async () => (await _host.ChannelAsync(Relay)).GetProperty("onAir").GetString(), "a stage is on air");

    /// <summary>Asks with no right option, half of it before a reload; is warned of the slot's end, and marks one while it runs, which stays after a reload.</summary>
    private static async Task AsksAndMarksAsync(IPage anchor, string size)
    {
        await anchor.GetByTestId("tab-question").ClickAsync();
        await Expect(anchor.GetByTestId("option-right-later")).ToBeCheckedAsync();
        await anchor.GetByTestId("question-text").FillAsync("Which bird is it?");
        await anchor.GetByTestId("option-text-0").FillAsync("A duck");
        await anchor.GetByTestId("option-text-1").FillAsync("A chicken");
        await anchor.ReloadAsync();
        await anchor.GetByTestId("tab-question").ClickAsync();
        await Expect(anchor.GetByTestId("question-text")).ToHaveValueAsync("Which bird is it?");
        await Expect(anchor.GetByTestId("option-text-1")).ToHaveValueAsync("A chicken");
        await anchor.GetByTestId("question-seconds").FillAsync("300");
        await Expect(anchor.GetByTestId("longer-than-slot")).ToBeVisibleAsync(Patient);
        await ScreenAsync(anchor, $"anchor-asking-{size}");
        await anchor.GetByTestId("question-seconds").FillAsync("60");
        await Expect(anchor.GetByTestId("longer-than-slot")).ToHaveCountAsync(0, Gone);
        await anchor.GetByTestId("open-question").ClickAsync();
        await anchor.GetByTestId("mark-1").ClickAsync();
        await Expect(anchor.GetByTestId("mark-1")).ToHaveAttributeAsync("aria-pressed", "true", Attribute);
        await ScreenAsync(anchor, $"anchor-marked-{size}");

        await anchor.ReloadAsync();
        await anchor.GetByTestId("tab-question").ClickAsync();
        await Expect(anchor.GetByTestId("mark-1")).ToHaveAttributeAsync("aria-pressed", "true", Attribute);
    }

    /// <summary>The confirmation keeps the focus, gives it back when nothing is done, and leads on when something is.</summary>
    private static async Task CallsOffAsync(IPage anchor, string size)
    {
        await anchor.GetByTestId("call-off").FocusAsync();
        await anchor.Keyboard.PressAsync("Enter");
        await Expect(anchor.GetByTestId("confirm-no")).ToBeFocusedAsync();
        foreach (var (key, focused) in new[] { ("Tab", "confirm-yes"), ("Tab", "confirm-no"), ("Shift+Tab", "confirm-yes"), ("Shift+Tab", "confirm-no") })
        {
            await anchor.Keyboard.PressAsync(key);
            await Expect(anchor.GetByTestId(focused)).ToBeFocusedAsync();
        }

        await ScreenAsync(anchor, $"anchor-call-off-{size}");
        await anchor.Keyboard.PressAsync("Enter");
        await Expect(anchor.GetByTestId("call-off")).ToBeFocusedAsync();
        await anchor.Keyboard.PressAsync("Enter");
        await anchor.GetByTestId("confirm-yes").ClickAsync();
        await Expect(anchor.GetByTestId("voided")).ToBeVisibleAsync(Patient);
        await Expect(anchor.GetByTestId("another-question")).ToBeFocusedAsync();
        await ScreenAsync(anchor, $"anchor-called-off-{size}");
    }

    private static async Task SkipsToTheTakesAsync(IPage control)
    {
        await control.Keyboard.PressAsync("Tab");
        await Expect(control.GetByTestId("skip-takes")).ToBeFocusedAsync();
        await control.Keyboard.PressAsync("Enter");
        await Expect(control.Locator("#takes")).ToBeFocusedAsync();
    }

    /// <summary>A digit cuts only while digits are on, also after a reload. Returns the stage that was taken.</summary>
    private async Task<string> TakesByDigitAsync(IPage control, string planned)
    {
        var (digit, stage) = planned == "gushi" ? ("4", "suning") : ("3", "gushi");
        await control.GetByTestId("digits-cut").UncheckAsync();
        await control.ReloadAsync();
        await Expect(control.GetByTestId("slot").First).ToBeVisibleAsync(Patient);
        await Expect(control.GetByTestId("digits-cut")).Not.ToBeCheckedAsync();
        var orders = new List<string>();
        control.Request += (_, request) =>
        {
            if (request.Url.EndsWith("/take", StringComparison.Ordinal))
                orders.Add(request.Url);
        };
        await control.Keyboard.PressAsync(digit);
        await control.GetByTestId("digits-cut").CheckAsync();
        Assert.That(orders, Is.Empty, "a digit cuts nothing while digits are off");

        await control.Keyboard.PressAsync(digit);
        await Expect(control.GetByTestId("taken")).ToHaveAttributeAsync("data-stage", stage, Attribute);
        await Expect(control.GetByTestId("resumes")).ToContainTextAsync("Rundown resumes in ");
        await Expect(control.Locator("[data-testid=slot][data-standing=on]")).ToHaveAttributeAsync("data-stage", stage, Attribute);
        await Expect(control.Locator("[data-testid=slot][data-standing=planned]")).ToHaveAttributeAsync("data-stage", planned, Attribute);
        Assert.That((orders.Count, await OnAirAsync()), Is.EqualTo((1, stage)));
        return stage;
    }

    /// <summary>A letter holds what was taken, also on a phone's page; who released it keeps the focus.</summary>
    private async Task HoldsAndReleasesAsync(IPage control, string taken, string planned)
    {
        await control.Keyboard.PressAsync("h");
        await Expect(control.GetByTestId("taken")).ToHaveAttributeAsync("data-held", "true", Attribute);
        await Expect(control.GetByTestId("resumes")).ToHaveTextAsync("rundown goes on when released");
        var status = await _host.ChannelAsync(Relay);
        Assert.That((status.GetProperty("onAir").GetString(), status.GetProperty("held").GetBoolean()), Is.EqualTo((taken, true)));
        await AllInViewAsync(control, "on-air", "next", "taken", "release", "show-slate", "take-suning");
        await ScreenAsync(control, "control-held-1366x768");

        await control.SetViewportSizeAsync(360, 640);
        await control.GetByTestId("taken").ScrollIntoViewIfNeededAsync();
        await ScreenAsync(control, "control-held-360x640");
        Assert.That(await control.EvaluateAsync<int>("() => document.documentElement.scrollWidth"), Is.LessThanOrEqualTo(360), "nothing is wider than the phone");
        await control.GetByTestId("release").ClickAsync();
        await Expect(control.GetByTestId("hold")).ToBeFocusedAsync();
        await Expect(control.GetByTestId("taken")).ToHaveCountAsync(0, Gone);
        await Expect(control.Locator("[data-testid=slot][data-standing=on]")).ToHaveAttributeAsync("data-stage", planned, Attribute);
        await control.SetViewportSizeAsync(1366, 768);
    }

    /// <summary>The slate is shown by a letter, undone at once, and ended by a button that leads on.</summary>
    private async Task ShowsTheSlateAsync(IPage control, string planned)
    {
        await control.Keyboard.PressAsync("s");
        await Expect(control.Locator("[data-testid=slot][data-standing=on]")).ToHaveAttributeAsync("data-stage", "", Attribute);
        Assert.That((await _host.ChannelAsync(Relay)).GetProperty("onAir").ValueKind, Is.EqualTo(JsonValueKind.Null));
        await control.GetByTestId("undo").ClickAsync();
        await Expect(control.GetByTestId("taken")).ToHaveCountAsync(0, Gone);

        await control.GetByTestId("show-slate").ClickAsync();
        await control.GetByTestId("resume-rundown").ClickAsync();
        await Expect(control.GetByTestId("taken")).ToHaveCountAsync(0, Gone);
        await Expect(control.GetByTestId("hold")).ToBeFocusedAsync();
        await Expect(control.Locator("[data-testid=slot][data-standing=on]")).ToHaveAttributeAsync("data-stage", planned, Attribute);
    }

    private async Task ApprovesWhatWaitsAsync(IPage control, HttpClient client, string room)
    {
        using var moderated = await client.PutAsJsonAsync($"/api/v1/rooms/{room}/mode", RoomMode.Open with { Review = true });
        moderated.EnsureSuccessStatusCode();
        await using var ann = await RoomUser.GuestAsync(_host.Anonymous, _host.Http, "Ann");
        await ann.JoinAsync(room);
        await ann.SayAsync("May I ask how long these mushrooms keep when it is as warm as today?");
        await ann.SayAsync("let me in");

        await Expect(control.GetByTestId("waiting")).ToHaveAttributeAsync("data-count", "2", Attribute);
        await control.GetByTestId("waiting-approve").ClickAsync();
        await Expect(control.GetByTestId("waiting")).ToHaveAttributeAsync("data-count", "1", Attribute);
        await Expect(control.GetByTestId("waiting-oldest")).ToContainTextAsync("let me in");
    }

    /// <summary>Rejects a message by R, and presses the desk's keys within a line's menu: what is on air stays as it is.</summary>
    private static async Task ModeratesByKeyAsync(IPage control, string room)
    {
        var orders = new List<string>();
        EventHandler<IRequest> note = (_, request) =>
        {
            if (request.Method == "POST" && request.Url.Contains($"/channels/{Relay}/", StringComparison.Ordinal))
                orders.Add(request.Url);
        };
        control.Request += note;
        await control.GetByTestId($"order-room-{room}").ClickAsync();
        var held = control.GetByTestId("held-message");
        await Expect(held).ToContainTextAsync("let me in", new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });
        await Expect(held.GetByTestId("reject")).ToBeVisibleAsync(Patient);
        await held.FocusAsync();
        await control.Keyboard.PressAsync("r");
        await Expect(held).ToHaveCountAsync(0, Gone);

        await control.GetByTestId("line-more").First.ClickAsync(new LocatorClickOptions { Timeout = 60_000 });
        await Expect(control.GetByTestId("act-remove")).ToBeFocusedAsync();
        foreach (var key in new[] { "r", "h", "s", "1", "2" })
            await control.Keyboard.PressAsync(key);
        await control.Keyboard.PressAsync("Escape");
        await Expect(control.GetByTestId("line-menu")).ToHaveCountAsync(0);

        control.Request -= note;
        Assert.That(orders, Is.Empty);
        await Expect(control.GetByTestId("taken")).ToHaveAttributeAsync("data-stage", room);
        await Expect(control.GetByTestId("taken")).ToHaveAttributeAsync("data-held", "false");
        await control.EvaluateAsync("() => scrollTo(0, 0)");
    }

    /// <summary>Edits with fields of hours, minutes and seconds: a slot gets longer, one is put in behind it, and the next one moves along.</summary>
    private async Task PutsASlotInAsync(IPage control)
    {
        await control.GetByTestId("edit-rundown").ClickAsync();
        var rows = control.GetByTestId("slot-row");
        var before = await rows.Nth(1).GetByTestId("slot-start").InputValueAsync();
        await rows.Nth(1).GetByTestId("slot-length").FillAsync("5");
        await rows.Nth(1).GetByTestId("slot-title").ClickAsync();
        await Expect(rows.Nth(1).GetByTestId("slot-length")).ToHaveAttributeAsync("aria-invalid", "true");
        await Expect(control.GetByTestId("save-rundown")).ToBeDisabledAsync();
        await rows.Nth(1).GetByTestId("slot-length").FillAsync("05:00");
        await rows.Nth(1).GetByTestId("slot-title").ClickAsync();
        await rows.Nth(1).GetByTestId("insert-slot").ClickAsync();
        await Expect(rows.Nth(2).GetByTestId("slot-length")).ToHaveValueAsync("02:00");
        var (put, next) = (await rows.Nth(2).GetByTestId("slot-start").InputValueAsync(), await rows.Nth(3).GetByTestId("slot-start").InputValueAsync());
        await ScreenAsync(control, "control-rundown-1366x768");
        await control.GetByTestId("save-rundown").ClickAsync();
        await Expect(control.GetByTestId("rundown")).ToBeVisibleAsync(Patient);

        var (start, later, last) = (Time(before), Time(put), Time(next));
        var saved = (await _host.Anonymous.GetFromJsonAsync<JsonElement>($"/api/v1/festivals/{Relay}/rundown")).GetProperty("slots").EnumerateArray()
            .Select(slot => (At: slot.GetProperty("start").GetDateTimeOffset().ToOffset(TimeSpan.FromHours(8)), Length: slot.GetProperty("duration").GetInt32())).ToList();
        Assert.Multiple(() =>
        {
            Assert.That((later - start, last - later), Is.EqualTo((TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(2))));
            Assert.That(saved, Has.Some.Matches<(DateTimeOffset At, int Length)>(slot => TimeOnly.FromTimeSpan(slot.At.TimeOfDay) == later && slot.Length == 120));
        });
    }

    private static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>Fails when one of them is not wholly on the screen.</summary>
    private static async Task AllInViewAsync(IPage page, params string[] names)
    {
        var size = page.ViewportSize!;
        foreach (var name in names)
        {
            var box = await page.GetByTestId(name).BoundingBoxAsync();
            Assert.That(
                box is not null && box.X >= 0 && box.Y >= 0 && box.X + box.Width <= size.Width && box.Y + box.Height <= size.Height, Is.True,
                $"{name} is at {box?.X:F0},{box?.Y:F0}, {box?.Width:F0}x{box?.Height:F0}");
        }

        Assert.That(await page.EvaluateAsync<double>("() => scrollY"), Is.Zero);
    }

    private static async Task ScreenAsync(IPage page, string name)
    {
        var path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "screens", $"{name}.png");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = path });
        TestContext.AddTestAttachment(path);
    }
}

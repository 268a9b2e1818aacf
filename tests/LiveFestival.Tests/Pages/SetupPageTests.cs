using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using LiveFestival.Tests.Pages.Setup;
using TestKit.Browsing;
using TestKit.Hosts;
using TestKit.Media;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages;

/// <summary>From an empty data directory to a festival on air, through pages.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class SetupPageTests
{
    private const string Email = "you@example.org";
    private const string Password = "a-long-password";
    private static readonly LocatorAssertionsToHaveAttributeOptions Patient = new() { Timeout = 60_000 };

    private FestivalHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await FestivalHost.StartAsync("--Demo", "false", "--Accounts:FirstOperator:Email", Email, "--Accounts:FirstOperator:Password", Password);

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task An_empty_host_becomes_a_festival_on_air_whose_pins_viewers_see()
    {
        var walk = new SetupWalk("both");
        var desk = await Browser.OpenAsync(_host.Http, "/setup", 1366, 768);
        await using var context = desk.Context;
        await walk.FillAsync(desk.GetByTestId("sign-in-user"), Email);
        await walk.FillAsync(desk.GetByTestId("sign-in-password"), Password);
        await walk.TapAsync(desk.GetByTestId("sign-in"));
        await Expect(desk.GetByTestId("step-festival")).ToHaveAttributeAsync("data-done", "false", Patient);
        await walk.PictureAsync(desk, "empty");

        await MakeFestivalAsync(walk, desk);
        var (server, key) = await MakeStageAsync(walk, desk);
        await using var encoder = await ConnectAsync(walk, desk, $"{server}/{key}");
        await PlanAsync(walk, desk);
        await LetGuestsTalkAsync(walk, desk);
        using var other = await OtherOperatorAsync();
        await BothEditAsync(walk, desk, other);
        await InviteAsync(other);
        await IsOnAirAsync(walk, desk);
        await PinIsSeenAsync(walk);
        await walk.CountAsync();
        await ShowAllOnAPhoneAsync(walk, desk);
    }

    [Test]
    public async Task Of_two_operators_the_second_gets_what_has_changed_and_loses_nothing()
    {
        var walk = new SetupWalk();
        await using var two = await TwoOperators.OpenAsync(_host, await TokenAsync());

        await two.BothRenameAPersonAsync(walk);
        await two.BothPlanAsync(walk);
        await two.BothDecideAboutGuestsAsync();
        await two.BothOrderProductsAsync();
        await KeepsDraftsAsync(walk, two.Second);
        await RetireAndRestoreAsync(two.First);
        await MakeAnotherAsync(walk, two.First);
    }

    /// <summary>What was typed is there again after another section and after a reload, in set-up and in the control room, until it is discarded.</summary>
    private static async Task KeepsDraftsAsync(SetupWalk walk, IPage page)
    {
        await page.GetByTestId("to-festival").ClickAsync();
        await page.GetByLabel("Theme", Exact).FillAsync("half a sent");
        await page.GetByTestId("to-stages").ClickAsync();
        await page.GetByTestId("to-festival").ClickAsync();
        await Expect(page.GetByLabel("Theme", Exact)).ToHaveValueAsync("half a sent");
        await page.ReloadAsync();
        await Expect(page.GetByLabel("Theme", Exact)).ToHaveValueAsync("half a sent");
        await Expect(page.GetByTestId("draft-line")).ToContainTextAsync("Your unsaved draft from");
        await walk.PictureAsync(page, "draft");
        await page.GetByTestId("discard-draft").ClickAsync();
        await Expect(page.GetByLabel("Theme", Exact)).ToHaveValueAsync("");

        await page.GotoAsync("/control?festival=pair");
        await page.GetByTestId("edit-rundown").ClickAsync();
        await page.GetByTestId("rundown-editor").GetByTestId("slot-title").First.FillAsync("typed in control");
        await page.ReloadAsync();
        await page.GetByTestId("continue-draft").ClickAsync();
        await Expect(page.GetByTestId("rundown-editor").GetByTestId("slot-title").First).ToHaveValueAsync("typed in control");
        await page.GetByTestId("cancel-rundown").ClickAsync();
        await Expect(page.GetByTestId("draft-line")).ToHaveCountAsync(0);
    }

    /// <summary>A stage, a chapter and a product go and come back by pages alone.</summary>
    private static async Task RetireAndRestoreAsync(IPage page)
    {
        await page.GetByTestId("to-stages").ClickAsync();
        await page.GetByTestId("stage-pair-silk").Locator(".order-buttons button").First.ClickAsync();
        await Expect(page.Locator(".stage-cards > li").First).ToHaveAttributeAsync("data-testid", "stage-pair-silk");
        await page.GetByTestId("retire-pair-silk").ClickAsync();
        await Expect(page.GetByTestId("stage-pair-silk")).ToHaveCountAsync(0);
        await page.GetByText("One retired stage").ClickAsync();
        await page.GetByTestId("restore-pair-silk").ClickAsync();
        await Expect(page.GetByTestId("stage-pair-silk")).ToBeVisibleAsync();

        await page.GetByTestId("to-festival").ClickAsync();
        await page.GetByTestId("add-chapter").ClickAsync();
        await page.Locator("[name='chapters[0].name']").FillAsync("茶道");
        await SaveFestivalAsync(page);
        await page.GetByTestId("retire-chapter").ClickAsync();
        await SaveFestivalAsync(page);
        await page.GetByText("One retired chapter").ClickAsync();
        await page.GetByTestId("restore-chapter").ClickAsync();
        await SaveFestivalAsync(page);
        await Expect(page.Locator("[name='chapters[0].name']")).ToHaveValueAsync("茶道");

        await page.GetByTestId("to-products").ClickAsync();
        await page.GetByTestId("retire-pair-b").ClickAsync();
        await page.GetByTestId("retired-products").Locator("summary").ClickAsync();
        await page.GetByTestId("retired-products").GetByRole(AriaRole.Button, new() { Name = "pair-b" }).ClickAsync();
        await Expect(page.GetByTestId("product-pair-b")).ToBeVisibleAsync();
    }

    /// <summary>A second festival, which is then set up; the first is retired, comes back, and is chosen again.</summary>
    private static async Task MakeAnotherAsync(SetupWalk walk, IPage page)
    {
        await page.GetByTestId("to-festival").ClickAsync();
        await page.GetByTestId("new-festival").ClickAsync();
        await page.Locator("[name='nameEn']").FillAsync("Encore");
        await page.Locator("[name='name']").FillAsync("再来");
        await page.GetByTestId("stages-like").SelectOptionAsync("pair");
        await page.GetByTestId("save-festival").ClickAsync();
        await Expect(page.GetByTestId("key-panel")).ToHaveCountAsync(2);
        await walk.PictureAsync(page, "copied-stages");
        await page.ReloadAsync();
        await page.GetByTestId("to-festival").ClickAsync();
        await Expect(page.Locator("[name='nameEn']")).ToHaveValueAsync("Encore");
        await Expect(page.GetByTestId("festival-encore")).ToContainTextAsync("set up here");

        await page.GetByTestId("retire-pair").ClickAsync();
        await Expect(page.GetByTestId("festivals-retired").GetByTestId("festival-pair")).ToBeVisibleAsync();
        await walk.PictureAsync(page, "festivals");
        await page.SetViewportSizeAsync(360, 640);
        await walk.PictureAsync(page, "festivals");
        await page.GetByTestId("restore-pair").ClickAsync();
        await page.GetByTestId("choose-pair").ClickAsync();
        await Expect(page.Locator("[name='nameEn']")).ToHaveValueAsync("Pair");
    }

    private static async Task SaveFestivalAsync(IPage page)
    {
        await page.GetByTestId("save-festival").ClickAsync();
        await Expect(page.GetByTestId("save-festival")).ToBeDisabledAsync();
    }

    private static async Task MakeFestivalAsync(SetupWalk walk, IPage desk)
    {
        await walk.TapAsync(desk.GetByTestId("step-festival").GetByRole(AriaRole.Link));
        await walk.FillAsync(desk.GetByLabel("Name", Exact), "春天的节日");
        await walk.FillAsync(desk.GetByLabel("Name in English", Exact), "Spring festival");
        await walk.FillAsync(desk.GetByLabel("Time zone", Exact), "Asia/Shanghai");
        await walk.PictureAsync(desk, "festival");
        await walk.TapAsync(desk.GetByTestId("save-festival"));
        await Expect(desk.GetByTestId("stage-form")).ToBeVisibleAsync();
    }

    private static async Task<(string Server, string Key)> MakeStageAsync(SetupWalk walk, IPage desk)
    {
        await walk.FillAsync(desk.GetByLabel("Name", Exact), "茶山");
        await walk.FillAsync(desk.GetByLabel("Name in English", Exact), "Tea hill");
        await walk.TapAsync(desk.GetByTestId("make-stage"));
        await Expect(desk.GetByTestId("key-panel")).ToBeVisibleAsync();
        await Expect(desk.GetByTestId("check-tea-hill")).ToHaveAttributeAsync("data-state", "waiting", Patient);
        await walk.PictureAsync(desk, "key");
        await desk.GetByText("Phone (Larix)").ClickAsync();
        await walk.PictureAsync(desk, "key-larix");
        await desk.GetByText("OBS", new PageGetByTextOptions { Exact = true }).ClickAsync();
        return (await desk.GetByTestId("server").InputValueAsync(), await desk.GetByTestId("stream-key").InputValueAsync());
    }

    /// <summary>First the test picture, then a real encoder in place of it.</summary>
    private static async Task<IAsyncDisposable> ConnectAsync(SetupWalk walk, IPage desk, string url)
    {
        var check = desk.GetByTestId("check-tea-hill");
        await walk.TapAsync(desk.GetByTestId("test-tea-hill"));
        await Expect(check).ToHaveAttributeAsync("data-state", "test", Patient);
        await walk.PictureAsync(desk, "test-picture");
        await walk.TapAsync(desk.GetByTestId("key-done"));
        var encoder = Encoder.Start(url, new EncoderPicture { Width = 1280, Height = 720, FrameRate = 25, Gop = 50 });
        await Expect(check).ToContainTextAsync("1280×720, 25 fps, key frame every 2 s", new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });
        await walk.PictureAsync(desk, "encoder");
        return encoder;
    }

    /// <summary>A slot that begins now, by the clock of the festival's zone.</summary>
    private static async Task PlanAsync(SetupWalk walk, IPage desk)
    {
        await walk.TapAsync(desk.GetByTestId("to-rundown"));
        await walk.TapAsync(desk.GetByTestId("add-slot"));
        var now = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        await walk.FillAsync(desk.GetByTestId("slot-start"), now.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        await walk.FillAsync(desk.GetByTestId("slot-length"), "20:00");
        await walk.TapAsync(desk.GetByTestId("save-rundown"));
        await Expect(desk.GetByTestId("save-rundown")).ToBeDisabledAsync();
        await walk.TapAsync(desk.GetByTestId("add-slot"));
        await walk.PictureAsync(desk, "rundown");
        await walk.TapAsync(desk.GetByTestId("save-rundown"));
        await Expect(desk.GetByTestId("slot")).ToHaveCountAsync(2);
        await Expect(desk.GetByTestId("save-rundown")).ToBeDisabledAsync();
    }

    private static async Task LetGuestsTalkAsync(SetupWalk walk, IPage desk)
    {
        await walk.TapAsync(desk.GetByTestId("to-guests"));
        await walk.TapAsync(desk.GetByTestId("guests-all"));
        await walk.PictureAsync(desk, "guests");
        await walk.TapAsync(desk.GetByTestId("save-guests"));
        await Expect(desk.GetByTestId("save-guests")).ToBeDisabledAsync();
    }

    private async Task<HttpClient> OtherOperatorAsync() => _host.Client(await TokenAsync());

    private async Task<string> TokenAsync() =>
        (await _host.Anonymous.PostAsync("/api/v1/accounts/sign-in", new { user = Email, password = Password })).GetProperty("token").GetString()!;

    /// <summary>Somebody else saves the festival while its form is filled in: nothing of what was typed is lost.</summary>
    private static async Task BothEditAsync(SetupWalk walk, IPage desk, HttpClient other)
    {
        await desk.GetByTestId("to-festival").ClickAsync();
        await desk.GetByLabel("Theme", Exact).FillAsync("茶与丝");
        var theirs = JsonNode.Parse(await other.GetStringAsync(new Uri("/api/v1/festivals/spring-festival", UriKind.Relative)))!.AsObject();
        theirs["nameEn"] = "Spring and silk";
        theirs.Remove("stages");
        using var put = await other.PutAsJsonAsync("/api/v1/festivals/spring-festival", theirs);
        Assert.That(put.IsSuccessStatusCode, Is.True, await put.Content.ReadAsStringAsync());

        await desk.GetByTestId("save-festival").ClickAsync();

        await Expect(desk.GetByTestId("conflict")).ToContainTextAsync("Spring and silk");
        await Expect(desk.GetByLabel("Theme", Exact)).ToHaveValueAsync("茶与丝");
        await Expect(desk.GetByLabel("Name in English", Exact)).ToHaveValueAsync("Spring and silk");
        await walk.PictureAsync(desk, "conflict");
        await desk.GetByTestId("save-festival").ClickAsync();
        await Expect(desk.GetByTestId("conflict")).ToHaveCountAsync(0);
        var saved = JsonNode.Parse(await other.GetStringAsync(new Uri("/api/v1/festivals/spring-festival", UriKind.Relative)))!;
        Assert.That(((string?)saved["theme"], (string?)saved["nameEn"]), Is.EqualTo(("茶与丝", "Spring and silk")));
    }

    private static async Task InviteAsync(HttpClient operators)
    {
        await operators.PostAsync("/api/v1/accounts", new { email = "li@example.org", name = "Li", password = Password, roles = new[] { "anchor" }, stages = new[] { "tea-hill" } });
        await operators.PostAsync("/api/v1/products", new { name = "明前茶", nameEn = "Spring tea", price = 12800, url = "/item/tea", stage = "tea-hill" });
    }

    private static async Task IsOnAirAsync(SetupWalk walk, IPage desk)
    {
        await walk.TapAsync(desk.GetByTestId("to-overview"));
        foreach (var step in new[] { "festival", "stage", "encoder", "rundown", "anchor", "guests", "products" })
            await Expect(desk.GetByTestId($"step-{step}")).ToHaveAttributeAsync("data-done", "true", Patient);
        await Expect(desk.GetByTestId("setup-end")).ToContainTextAsync("You are on air", new LocatorAssertionsToContainTextOptions { Timeout = 60_000 });
        await walk.PictureAsync(desk, "on-air");
    }

    private async Task PinIsSeenAsync(SetupWalk walk)
    {
        var viewer = await Browser.OpenAsync(_host.Http, "/watch/spring-festival", 360, 640);
        await using var viewing = viewer.Context;
        await PlayerStats.PlayingAsync(viewer);
        var anchor = await Browser.OpenAsync(_host.Http, "/anchor", 360, 640);
        await using var acting = anchor.Context;
        await walk.FillAsync(anchor.GetByTestId("sign-in-user"), "li@example.org");
        await walk.FillAsync(anchor.GetByTestId("sign-in-password"), Password);
        await walk.TapAsync(anchor.GetByTestId("sign-in"));

        await walk.TapAsync(anchor.Locator("[data-testid^=pin-]").First);

        await Expect(viewer.GetByTestId("pin-card")).ToBeVisibleAsync();
        await walk.PictureAsync(anchor, "anchor");
        await walk.PictureAsync(viewer, "viewer");
    }

    private static async Task ShowAllOnAPhoneAsync(SetupWalk walk, IPage desk)
    {
        await desk.SetViewportSizeAsync(360, 640);
        foreach (var section in new[] { "overview", "festival", "stages", "rundown", "guests", "simulcast", "sites", "words", "audit" })
        {
            await desk.GetByTestId($"to-{section}").ClickAsync();
            await Expect(desk.GetByTestId($"to-{section}")).ToHaveAttributeAsync("aria-current", "page");
            await Expect(desk.GetByRole(AriaRole.Status).Filter(new LocatorFilterOptions { HasText = "Loading" })).ToHaveCountAsync(0);
            await walk.PictureAsync(desk, section);
        }
    }

    private static readonly PageGetByLabelOptions Exact = new() { Exact = true };
}

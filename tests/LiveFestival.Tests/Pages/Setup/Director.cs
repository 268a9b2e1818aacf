using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TestKit;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages.Setup;

/// <summary>The first operator of an empty host, who makes a festival of it by its pages.</summary>
internal sealed partial class Director(SetupWalk walk, IPage desk)
{
    public const string Email = "chen@example.org";

    public const string Password = "a goose of my own";

    private static readonly string[] Sections =
        ["overview", "festival", "stages", "people", "products", "rundown", "guests", "simulcast", "sites", "words", "audit"];

    private static readonly PageGetByLabelOptions Exact = new() { Exact = true };

    /// <summary>Takes the printed link: a password of one's own, and the path with what is missing.</summary>
    public async Task EnterAsync()
    {
        await Expect(desk.GetByTestId("first-operator")).ToBeVisibleAsync();
        Assert.That(desk.Url, Does.Not.Contain("first="));
        await walk.FillAsync(desk.GetByLabel("Your name"), "Chen");
        await walk.FillAsync(desk.GetByLabel("E-mail"), Email);
        await walk.FillAsync(desk.GetByLabel("Password"), Password);
        await walk.PictureAsync(desk, "link");
        await walk.TapAsync(desk.GetByTestId("first-go"));
        await IsMissingAsync("festival");
        await walk.PictureAsync(desk, "empty");
    }

    public async Task MakeFestivalAsync()
    {
        await GoOnAsync("festival");
        await FillAsync("Name", "春天的节日");
        await FillAsync("Name in English", "Spring festival");
        var today = Now;
        await FillAsync("First day", today.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await FillAsync("Last day", today.AddDays(2).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await FillAsync("Time zone", "Asia/Shanghai");
        var chapters = desk.Locator(".setup-chapters");
        await walk.TapAsync(desk.GetByTestId("add-chapter"));
        await walk.FillAsync(chapters.GetByLabel("Name", new LocatorGetByLabelOptions { Exact = true }), "采茶");
        await walk.FillAsync(chapters.GetByLabel("Name in English", new LocatorGetByLabelOptions { Exact = true }), "Picking tea");
        await walk.PictureAsync(desk, "festival");
        await walk.TapAsync(desk.GetByTestId("save-festival"));
        await Expect(desk.GetByTestId("stage-form")).ToBeVisibleAsync();
    }

    /// <summary>Makes the stage, and reads where its encoder pushes to, with the key.</summary>
    public async Task<string> MakeStageAsync()
    {
        await FillAsync("Name", "茶山");
        await FillAsync("Name in English", "Tea hill");
        await walk.TapAsync(desk.GetByTestId("make-stage"));
        await Expect(desk.GetByTestId("key-panel")).ToBeVisibleAsync();
        await Expect(desk.GetByTestId("check-tea-hill")).ToHaveAttributeAsync("data-state", "waiting");
        await walk.PictureAsync(desk, "key");
        await desk.GetByText("Phone (Larix)").ClickAsync();
        await walk.PictureAsync(desk, "key-larix");
        await desk.GetByText("OBS", new PageGetByTextOptions { Exact = true }).ClickAsync();
        return $"{await desk.GetByTestId("server").InputValueAsync()}/{await desk.GetByTestId("stream-key").InputValueAsync()}";
    }

    public async Task ShowTestPictureAsync()
    {
        await walk.TapAsync(desk.GetByTestId("test-tea-hill"));
        await Expect(desk.GetByTestId("check-tea-hill")).ToHaveAttributeAsync("data-state", "test");
        await walk.PictureAsync(desk, "test-picture");
        await walk.TapAsync(desk.GetByTestId("key-done"));
    }

    /// <summary>The real encoder takes the place of the test picture.</summary>
    public async Task SeesTheEncoderAsync()
    {
        await Expect(desk.GetByTestId("check-tea-hill")).ToContainTextAsync(EncoderIsFine());
        await walk.PictureAsync(desk, "encoder");
    }

    /// <summary>Invites an anchor for the stage; returns the link's path and fragment.</summary>
    public async Task<string> InviteAsync()
    {
        await GoToAsync("people");
        await walk.FillAsync(desk.GetByTestId("invite-name"), "Li Hua");
        await walk.TapAsync(desk.GetByTestId("stages-tea-hill"));
        await walk.TapAsync(desk.GetByTestId("invite"));
        var link = new Uri(await desk.GetByTestId("link").InputValueAsync());
        await walk.PictureAsync(desk, "invite");
        return link.PathAndQuery + link.Fragment;
    }

    /// <summary>A product with a picture, which is a screenshot.</summary>
    public async Task MakeProductAsync()
    {
        await GoToAsync("products");
        await walk.TapAsync(desk.GetByTestId("new-product"));
        var form = desk.GetByTestId("product-form");
        var exact = new LocatorGetByLabelOptions { Exact = true };
        await walk.FillAsync(form.GetByLabel("Name", exact), "明前茶");
        await walk.FillAsync(form.GetByLabel("Name in English", exact), "Spring tea");
        await walk.FillAsync(form.GetByLabel("Price (CNY)"), "128");
        await walk.FillAsync(form.GetByLabel("In stock"), "200");
        await walk.TapAsync(desk.GetByTestId("save-product"));
        await walk.TapAsync(desk.Locator("[data-testid^=edit-]").First);
        await desk.GetByTestId("add-pictures").SetInputFilesAsync(new FilePayload { Name = "tea.png", MimeType = "image/png", Buffer = await desk.ScreenshotAsync() });
        await Expect(desk.GetByTestId("product-pictures").Locator("img[src^='/']")).ToHaveCountAsync(1);
        await walk.PictureAsync(desk, "product");
    }

    /// <summary>A slot that begins now, by the clock of the festival's zone, and one after it.</summary>
    public async Task PlanAsync()
    {
        await GoToAsync("rundown");
        await walk.TapAsync(desk.GetByTestId("add-slot"));
        await walk.FillAsync(desk.GetByTestId("slot-start"), Now.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        await walk.FillAsync(desk.GetByTestId("slot-length"), "20:00");
        await walk.TapAsync(desk.GetByTestId("add-slot"));
        await Expect(desk.GetByTestId("slot")).ToHaveCountAsync(2);
        await walk.PictureAsync(desk, "rundown");
        await walk.TapAsync(desk.GetByTestId("save-rundown"));
        await Expect(desk.GetByTestId("save-rundown")).ToBeDisabledAsync();
    }

    public async Task LetGuestsTalkAsync()
    {
        await GoToAsync("guests");
        await walk.TapAsync(desk.GetByTestId("guests-all"));
        await walk.PictureAsync(desk, "guests");
        await walk.TapAsync(desk.GetByTestId("save-guests"));
        await Expect(desk.GetByTestId("save-guests")).ToBeDisabledAsync();
    }

    /// <summary>A village site; returns the link for its screen.</summary>
    public async Task<string> AddSiteAsync()
    {
        await GoToAsync("sites");
        await FillAsync("Name of the site", "Upper village hall");
        await FillAsync("Village", "Upper village");
        await FillAsync("County", "Wuyi");
        await FillAsync("Province", "Fujian");
        await walk.TapAsync(desk.GetByTestId("add-site"));
        var link = await desk.GetByTestId("site-link").InputValueAsync();
        await walk.PictureAsync(desk, "site");
        return link;
    }

    /// <summary>A platform that does not answer: the row says so.</summary>
    public async Task AddPlatformAsync()
    {
        await GoToAsync("simulcast");
        await walk.TapAsync(desk.GetByTestId("add-target"));
        var form = desk.GetByTestId("target-form");
        await form.GetByLabel("Platform").SelectOptionAsync("own");
        await walk.FillAsync(form.GetByLabel("Name", new LocatorGetByLabelOptions { Exact = true }), "Village TV");
        await walk.FillAsync(form.GetByLabel("Server"), $"rtmp://127.0.0.1:{FreePort.Next()}/live");
        await walk.FillAsync(form.GetByLabel("Stream key"), "a-key-of-the-platform");
        await walk.TapAsync(form.GetByTestId("save-target"));
        await Expect(desk.Locator(".push-row")).ToContainTextAsync("tries again");
        await walk.PictureAsync(desk, "platform");
    }

    public async Task ListWordAsync()
    {
        await GoToAsync("words");
        await walk.FillAsync(desk.GetByTestId("word-text"), "rotten");
        await desk.GetByTestId("word-action").SelectOptionAsync("mask");
        await walk.TapAsync(desk.GetByTestId("word-add"));
        await Expect(desk.GetByTestId("word")).ToContainTextAsync("rotten");
        await walk.PictureAsync(desk, "words");
    }

    public async Task IsOnAirAsync()
    {
        await GoToAsync("overview");
        foreach (var step in new[] { "festival", "stage", "encoder", "rundown", "anchor", "guests", "products" })
            await Expect(desk.GetByTestId($"step-{step}")).ToHaveAttributeAsync("data-done", "true");
        await Expect(desk.GetByTestId("setup-end")).ToContainTextAsync("You are on air");
        await walk.PictureAsync(desk, "on-air");
    }

    /// <summary>Every section as it looks with something in it.</summary>
    public async Task ShowAllAsync()
    {
        foreach (var section in Sections)
        {
            await GoToAsync(section);
            await Expect(desk.GetByRole(AriaRole.Status).Filter(new LocatorFilterOptions { HasText = "Loading" })).ToHaveCountAsync(0);
            await walk.PictureAsync(desk, section);
        }
    }

    /// <summary>Whoever has joined is named, and nothing is a code.</summary>
    public async Task ReadsTheChangesAsync()
    {
        await GoToAsync("audit");
        var changes = desk.GetByTestId("audit");
        await Expect(changes).ToContainTextAsync("Li Hua made account Li Hua");
        await Expect(changes).ToContainTextAsync("Chen made account Chen");
        foreach (var code in new[] { "caller.", "rule:", "{\"", "[\"", "true", "+00:00" })
            await Expect(changes).Not.ToContainTextAsync(code);
    }

    private static DateTimeOffset Now =>
        TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    /// <summary>How many frames a second arrive is left to the machine.</summary>
    [GeneratedRegex(@"^1280×720, \d+ fps, key frame every 2 s, stereo: fine", RegexOptions.None, 1000)]
    private static partial Regex EncoderIsFine();

    /// <summary>Follows the link of what is missing.</summary>
    private async Task GoOnAsync(string step)
    {
        await IsMissingAsync(step);
        await walk.TapAsync(desk.GetByTestId($"step-{step}").GetByRole(AriaRole.Link));
    }

    private Task IsMissingAsync(string step) => Expect(desk.GetByTestId($"step-{step}")).ToHaveAttributeAsync("data-done", "false");

    private async Task GoToAsync(string section)
    {
        await walk.TapAsync(desk.GetByTestId($"to-{section}"));
        await Expect(desk.GetByTestId($"to-{section}")).ToHaveAttributeAsync("aria-current", "page");
    }

    private Task FillAsync(string label, string text) => walk.FillAsync(desk.GetByLabel(label, Exact), text);
}

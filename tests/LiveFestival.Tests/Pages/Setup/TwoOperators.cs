using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using TestKit;
using TestKit.Hosts;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages.Setup;

/// <summary>Two operators at two browsers who set up the same festival, `pair`. The first saves each time before the second, who loses nothing.</summary>
internal sealed class TwoOperators : IAsyncDisposable
{
    private const string Festival = "/api/v1/festivals/pair";
    private const string Words = "/api/v1/moderation/words";
    private static readonly PageGetByLabelOptions Exact = new() { Exact = true };
    private readonly HttpClient _calls;

    private TwoOperators(HttpClient calls, IPage first, IPage second) => (_calls, First, Second) = (calls, first, second);

    public IPage First { get; }

    public IPage Second { get; }

    /// <summary>Makes the festival, with two stages, three products, two slots and an anchor, and opens its pages for both.</summary>
    public static async Task<TwoOperators> OpenAsync(FestivalHost host, string token)
    {
        var calls = host.Client(token);
        var start = new DateTimeOffset(2099, 5, 1, 10, 0, 0, TimeSpan.FromHours(8));
        await calls.PostAsync("/api/v1/festivals", new { id = "pair", name = "双人", nameEn = "Pair", firstDay = "2099-05-01" });
        await calls.PostAsync($"{Festival}/stages", new { id = "pair-tea", name = "茶", nameEn = "Pair tea" });
        await calls.PostAsync($"{Festival}/stages", new { id = "pair-silk", name = "丝", nameEn = "Pair silk" });
        foreach (var id in (string[])["pair-a", "pair-b", "pair-c"])
            await calls.PostAsync("/api/v1/products", new { id, name = id, price = 100, url = "/item/x", stage = "pair-tea" });
        await calls.PostAsync("/api/v1/accounts", new { email = "mei@example.org", name = "Mei", password = "a-long-password", roles = new[] { "anchor" }, stages = Array.Empty<string>() });
        using var planned = await calls.PutAsJsonAsync($"{Festival}/rundown", new
        {
            revision = 0,
            slots = new[] { new { stage = "pair-tea", title = "one", start, duration = 600 }, new { stage = "pair-tea", title = "two", start = start.AddMinutes(30), duration = 600 } },
        });
        Assert.That(planned.IsSuccessStatusCode, Is.True, await planned.Content.ReadAsStringAsync());
        var path = $"/setup?festival=pair#token={token}";
        var pages = await Task.WhenAll(Browser.OpenAsync(host.Http, path, 1366, 768), Browser.OpenAsync(host.Http, path, 1366, 768));
        return new TwoOperators(calls, pages[0], pages[1]);
    }

    /// <summary>One names it in English while the other types its theme.</summary>
    public async Task BothChangeTheFestivalAsync(SetupWalk walk)
    {
        await GoAsync("festival");
        await First.GetByLabel("Name in English", Exact).First.FillAsync("Pair of hands");
        await Second.GetByLabel("Theme", Exact).FillAsync("茶与丝");
        await First.GetByTestId("save-festival").ClickAsync();
        await IsSavedAsync(Festival, "Pair of hands");
        await Second.GetByTestId("save-festival").ClickAsync();

        await Expect(Second.GetByTestId("conflict")).ToContainTextAsync("Pair of hands");
        await Expect(Second.GetByLabel("Theme", Exact)).ToHaveValueAsync("茶与丝");
        await Expect(Second.GetByLabel("Name in English", Exact).First).ToHaveValueAsync("Pair of hands");
        await walk.PictureAsync(Second, "two-festival");
        await Second.GetByTestId("save-festival").ClickAsync();
        await Expect(Second.GetByTestId("conflict")).ToHaveCountAsync(0);
        var saved = await _calls.GetFromJsonAsync<JsonElement>(Festival);
        Assert.That((saved.GetProperty("theme").GetString(), saved.GetProperty("nameEn").GetString()), Is.EqualTo(("茶与丝", "Pair of hands")));
    }

    /// <summary>What the second types while the save is on its way is there when that is refused.</summary>
    public async Task OneTypesDuringARefusedSaveAsync()
    {
        await First.ReloadAsync();
        await GoAsync("festival");
        await First.GetByLabel("Theme in English", Exact).FillAsync("Tea and silk");
        await First.GetByTestId("save-festival").ClickAsync();
        await IsSavedAsync(Festival, "Tea and silk");
        var sent = new TaskCompletionSource();
        var typed = new TaskCompletionSource();
        await Second.RouteAsync($"**{Festival}", async route =>
        {
            if (route.Request.Method == "PUT")
            {
                sent.TrySetResult();
                await typed.Task;
            }

            await route.ContinueAsync();
        });
        await Second.GetByLabel("Theme", Exact).FillAsync("茶与丝 for");
        await Second.GetByTestId("save-festival").ClickAsync();
        await sent.Task.WaitAsync(TimeSpan.FromSeconds(30));
        await Second.GetByLabel("Theme", Exact).FillAsync("茶与丝 for two");
        typed.SetResult();

        await Expect(Second.GetByTestId("conflict")).ToContainTextAsync("Tea and silk");
        await Expect(Second.GetByLabel("Theme", Exact)).ToHaveValueAsync("茶与丝 for two");
        await Second.UnrouteAsync($"**{Festival}");
        await Second.GetByTestId("save-festival").ClickAsync();
        await IsSavedAsync(Festival, "for two");
        await Expect(Second.GetByTestId("conflict")).ToHaveCountAsync(0);
    }

    /// <summary>The festival's form has no order of stages: what the second typed is saved with one click.</summary>
    public async Task OneOrdersStagesAsync()
    {
        await First.GetByTestId("to-stages").ClickAsync();
        await First.GetByTestId("stage-pair-silk").Locator(".order-buttons button").First.ClickAsync();
        await Eventually.TrueAsync(async () => await FirstStageAsync() == "pair-silk", "the order of the stages is saved");
        await Second.GetByLabel("Theme in English", Exact).FillAsync("Two hands");
        await Second.GetByTestId("save-festival").ClickAsync();

        await IsSavedAsync(Festival, "Two hands");
        await Expect(Second.GetByTestId("save-festival")).ToBeDisabledAsync();
        await Expect(Second.GetByTestId("conflict")).ToHaveCountAsync(0);
        Assert.That(await FirstStageAsync(), Is.EqualTo("pair-silk"));
    }

    /// <summary>One writes about a chapter and adds another, while the other writes about a third.</summary>
    public async Task BothEditChaptersAsync(SetupWalk walk)
    {
        await First.ReloadAsync();
        await GoAsync("festival");
        await AddChapterAsync(0, "Picking");
        await AddChapterAsync(1, "Weaving");
        await First.GetByTestId("save-festival").ClickAsync();
        await IsSavedAsync(Festival, "Weaving");
        await Second.ReloadAsync();
        await Expect(OfChapter(Second, 1, "name")).ToHaveValueAsync("Weaving");
        await OfChapter(First, 0, "text").FillAsync("The first cup");
        await AddChapterAsync(2, "Lanterns");
        await First.GetByTestId("save-festival").ClickAsync();
        await IsSavedAsync(Festival, "Lanterns");
        await OfChapter(Second, 1, "text").FillAsync("The second bolt");
        await Second.GetByTestId("save-festival").ClickAsync();

        await Expect(Second.GetByTestId("conflict")).ToContainTextAsync("The first cup");
        await Expect(Second.GetByTestId("conflict")).ToContainTextAsync("Lanterns");
        await Expect(Second.GetByTestId("keep-mine")).ToHaveCountAsync(0);
        await walk.PictureAsync(Second, "two-chapters");
        await Second.GetByTestId("save-festival").ClickAsync();
        await Expect(Second.GetByTestId("conflict")).ToHaveCountAsync(0);
        var chapters = (await _calls.GetFromJsonAsync<JsonElement>(Festival)).GetProperty("chapters").EnumerateArray().ToList();
        Assert.That(chapters.Select(chapter => (chapter.GetProperty("name").GetString(), chapter.GetProperty("text").GetString())),
            Is.EqualTo(new[] { ("Picking", "The first cup"), ("Weaving", "The second bolt"), ("Lanterns", "") }));
    }

    public async Task BothRenameAPersonAsync(SetupWalk walk)
    {
        await GoAsync("people");
        foreach (var page in (IPage[])[First, Second])
            await Mei(page).GetByTestId("change").ClickAsync();
        await Mei(First).GetByTestId("person-name").FillAsync("Mei Li");
        await Mei(First).GetByTestId("person-save").ClickAsync();
        await Expect(Mei(First)).ToContainTextAsync("Mei Li");
        await Mei(Second).GetByTestId("person-name").FillAsync("Mei Wang");
        await Mei(Second).GetByTestId("roles-moderator").CheckAsync();
        await Mei(Second).GetByTestId("person-save").ClickAsync();

        await ChangeIsShownAsync(Second, "name", "Mei Li", "Mei Wang");
        await walk.PictureAsync(Second, "two-person");
        await Expect(Mei(Second).GetByTestId("person-name")).ToHaveValueAsync("Mei Wang");
        await Second.GetByTestId("take-theirs").ClickAsync();
        await Expect(Mei(Second).GetByTestId("person-name")).ToHaveValueAsync("Mei Li");
        await Second.GetByTestId("keep-mine").ClickAsync();
        await Mei(Second).GetByTestId("person-save").ClickAsync();
        await Expect(Mei(Second)).ToContainTextAsync("Mei Wang");
        await Expect(Mei(Second)).ToContainTextAsync("Moderator");
    }

    /// <summary>Of the first slot both change the title; of the second one the length, and the other the title. Only what was moved is said.</summary>
    public async Task BothPlanAsync(SetupWalk walk)
    {
        await GoAsync("rundown");
        await First.GetByTestId("slot-title").Nth(0).FillAsync("theirs");
        await Expect(First.GetByTestId("rundown-said")).ToBeEmptyAsync();
        await First.GetByTestId("slot").Nth(0).Locator(".order-buttons button").Last.ClickAsync();
        await Expect(First.GetByTestId("rundown-said")).ToHaveTextAsync("theirs is now number 2 of 2.");
        await First.GetByTestId("slot").Nth(1).Locator(".order-buttons button").First.ClickAsync();
        await First.GetByTestId("slot-length").Nth(1).FillAsync("15:00");
        await First.GetByTestId("save-rundown").ClickAsync();
        await IsSavedAsync($"{Festival}/rundown", "theirs");
        await Second.GetByTestId("slot-title").Nth(0).FillAsync("mine");
        await Second.GetByTestId("slot-title").Nth(1).FillAsync("second");
        await Second.GetByTestId("save-rundown").ClickAsync();

        await Expect(Second.GetByTestId("conflict")).ToContainTextAsync("theirs");
        await walk.PictureAsync(Second, "two-rundown");
        await Expect(Second.GetByTestId("slot-title").Nth(0)).ToHaveValueAsync("mine");
        await Expect(Second.GetByTestId("slot-length").Nth(1)).ToHaveValueAsync("15:00");
        await Second.GetByTestId("save-rundown").ClickAsync();
        await Expect(Second.GetByTestId("conflict")).ToHaveCountAsync(0);
        var slots = (await _calls.GetFromJsonAsync<JsonElement>($"{Festival}/rundown")).GetProperty("slots").EnumerateArray().ToList();
        Assert.That(slots.Select(slot => (slot.GetProperty("title").GetString(), slot.GetProperty("duration").GetDouble())), Is.EqualTo(new[] { ("mine", 600d), ("second", 900d) }));
    }

    public async Task BothDecideAboutGuestsAsync()
    {
        await GoAsync("guests");
        await First.GetByTestId("guests-all").CheckAsync();
        await First.GetByTestId("save-guests").ClickAsync();
        await IsSavedAsync($"{Festival}/guests", "answer");
        await Second.GetByTestId("guests-none").CheckAsync();
        await Second.GetByTestId("save-guests").ClickAsync();

        await ChangeIsShownAsync(Second, "guests", "Take part", "Stay outside");
        await Expect(Second.GetByTestId("guests-none")).ToBeCheckedAsync();
        await Second.GetByTestId("take-theirs").ClickAsync();
        await Expect(Second.GetByTestId("guests-all")).ToBeCheckedAsync();
    }

    /// <summary>One has it refused, and then removes it; the other types, searches, and comes back.</summary>
    public async Task BothEditAWordAsync(SetupWalk walk)
    {
        foreach (var text in (string[])["casino", "lottery"])
            await _calls.PostAsync(Words, new { text, action = "hold" });
        await GoAsync("words");
        foreach (var page in (IPage[])[First, Second])
            await Word(page, "casino").GetByTestId("word-edit").ClickAsync();
        await First.GetByTestId("edit-word-action").SelectOptionAsync("block");
        await First.GetByTestId("edit-word-save").ClickAsync();
        await IsSavedAsync(Words, "block");
        await Second.GetByTestId("edit-word-action").SelectOptionAsync("mask");
        await Second.GetByTestId("edit-word-save").ClickAsync();
        await ChangeIsShownAsync(Second, "action", "refuse the message", "mask it");
        await walk.PictureAsync(Second, "two-word");

        await Second.GetByTestId("edit-word-text").FillAsync("casinos");
        await Word(First, "casino").GetByTestId("word-delete").ClickAsync();
        await Expect(Word(First, "casino")).ToHaveCountAsync(0);
        await Second.GetByTestId("edit-word-save").ClickAsync();
        await Expect(Second.GetByTestId("word-gone")).ToBeVisibleAsync();
        await Second.GetByTestId("word-filter").FillAsync("lottery");
        await Expect(Second.GetByTestId("edit-word-text")).ToHaveValueAsync("casinos");
        await Second.GetByTestId("word-import").ClickAsync();
        await Second.GetByTestId("word-lines").FillAsync("one\ntwo");
        await Second.ReloadAsync();
        await Expect(Second.GetByTestId("word-gone")).ToBeVisibleAsync();
        await walk.PictureAsync(Second, "two-word-gone");
        await Expect(Second.GetByTestId("word-lines")).ToHaveValueAsync("one\ntwo");
        await Second.GetByTestId("edit-word-save").ClickAsync();
        await Expect(Word(Second, "casinos")).ToContainTextAsync("mask it");
    }

    public async Task BothOrderProductsAsync()
    {
        await GoAsync("products");
        await Expect(Second.GetByTestId("product-pair-c")).ToBeVisibleAsync();
        await First.GetByTestId("product-pair-a").Locator(".order-buttons button").Last.ClickAsync();
        await OrderIsAsync("pair-b", "pair-a", "pair-c");
        await Second.GetByTestId("product-pair-c").Locator(".order-buttons button").First.ClickAsync();

        await ChangeIsShownAsync(Second, "order", "pair-b, pair-a, pair-c", "pair-a, pair-c, pair-b");
        await Second.GetByTestId("keep-mine").ClickAsync();
        await Expect(Second.GetByTestId("conflict")).ToHaveCountAsync(0);
        await OrderIsAsync("pair-a", "pair-c", "pair-b");
    }

    /// <summary>The product's form has no pictures: the price that the second typed is saved with one click.</summary>
    public async Task OneAddsAPictureAsync()
    {
        foreach (var page in (IPage[])[First, Second])
            await page.GetByTestId("edit-pair-a").ClickAsync();
        await Second.Locator("[name='price']").FillAsync("2.00");
        await First.GetByTestId("add-pictures").SetInputFilesAsync(new FilePayload { Name = "a.png", MimeType = "image/png", Buffer = await First.ScreenshotAsync() });
        await Expect(First.GetByTestId("product-pictures").Locator("img[src^='/']")).ToHaveCountAsync(1);
        await Second.GetByTestId("save-product").ClickAsync();

        await Expect(Second.GetByTestId("product-form")).ToHaveCountAsync(0);
        var saved = await _calls.GetFromJsonAsync<JsonElement>("/api/v1/products/pair-a");
        Assert.That(saved.GetProperty("price").GetInt32(), Is.EqualTo(200));
        await Expect(Second.GetByTestId("product-pair-a").Locator("img[src^='/media/']")).ToHaveCountAsync(1);
    }

    public async ValueTask DisposeAsync()
    {
        _calls.Dispose();
        await First.Context.CloseAsync();
        await Second.Context.CloseAsync();
    }

    /// <summary>A button is disabled while it saves, too: only the server knows that something is saved.</summary>
    private Task IsSavedAsync(string path, string text) =>
        Eventually.TrueAsync(async () => (await _calls.GetStringAsync(new Uri(path, UriKind.Relative))).Contains(text, StringComparison.Ordinal), $"{text} is saved");

    private async Task AddChapterAsync(int index, string name)
    {
        await First.GetByTestId("add-chapter").ClickAsync();
        await OfChapter(First, index, "name").FillAsync(name);
    }

    private static ILocator OfChapter(IPage page, int index, string field) => page.Locator($"[name='chapters[{index}].{field}']");

    private async Task<string?> FirstStageAsync() => (await _calls.GetFromJsonAsync<JsonElement>(Festival)).GetProperty("stages")[0].GetProperty("id").GetString();

    private async Task OrderIsAsync(params string[] skus) => await Eventually.TrueAsync(
        async () => (await _calls.GetFromJsonAsync<JsonElement>("/api/v1/products?stage=pair-tea")).EnumerateArray().Select(product => product.GetProperty("id").GetString()).SequenceEqual(skus, StringComparer.Ordinal),
        "the order is kept");

    private static ILocator Word(IPage page, string text) => page.GetByTestId("word").Filter(new LocatorFilterOptions { HasText = text });

    private static ILocator Mei(IPage page) => page.GetByTestId("person").Filter(new LocatorFilterOptions { HasText = "mei@example.org" });

    private async Task GoAsync(string section)
    {
        foreach (var page in (IPage[])[First, Second])
        {
            await page.GetByTestId($"to-{section}").ClickAsync();
            await Expect(page.GetByTestId($"to-{section}")).ToHaveAttributeAsync("aria-current", "page");
        }
    }

    private static async Task ChangeIsShownAsync(IPage page, string what, string theirs, string mine)
    {
        var change = page.GetByTestId($"conflict-{what}");
        await Expect(change.Locator("q").Nth(0)).ToContainTextAsync(theirs);
        await Expect(change.Locator("q").Nth(1)).ToContainTextAsync(mine);
    }
}

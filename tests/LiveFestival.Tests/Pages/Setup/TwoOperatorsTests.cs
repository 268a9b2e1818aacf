using Microsoft.Playwright;
using TestKit.Hosts;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages.Setup;

/// <summary>Two operators at once, what was typed and not saved, and what was retired.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class TwoOperatorsTests
{
    private const string Email = "you@example.org";
    private const string Password = "a-long-password";
    private static readonly PageGetByLabelOptions Exact = new() { Exact = true };

    [Test]
    public async Task Of_two_operators_the_second_gets_what_has_changed_and_loses_nothing()
    {
        await using var host = await FestivalHost.StartAsync("--Demo", "false", "--Accounts:FirstOperator:Email", Email, "--Accounts:FirstOperator:Password", Password);
        var signedIn = await host.Anonymous.PostAsync("/api/v1/accounts/sign-in", new { user = Email, password = Password });
        var walk = new SetupWalk("two");
        await using var two = await TwoOperators.OpenAsync(host, signedIn.GetProperty("token").GetString()!);

        await two.BothChangeTheFestivalAsync(walk);
        await two.OneTypesDuringARefusedSaveAsync();
        await two.OneOrdersStagesAsync();
        await two.BothEditChaptersAsync(walk);
        await two.BothRenameAPersonAsync(walk);
        await two.BothPlanAsync(walk);
        await two.BothDecideAboutGuestsAsync();
        await two.BothOrderProductsAsync();
        await two.OneAddsAPictureAsync();
        await two.BothEditAWordAsync(walk);
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
        await Expect(page.GetByLabel("Theme", Exact)).ToHaveValueAsync("茶与丝 for two");

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
        await page.GetByTestId("stage-pair-tea").Locator(".order-buttons button").First.ClickAsync();
        await Expect(page.Locator(".stage-cards > li").First).ToHaveAttributeAsync("data-testid", "stage-pair-tea");
        await page.GetByTestId("retire-pair-silk").ClickAsync();
        await Expect(page.GetByTestId("stage-pair-silk")).ToHaveCountAsync(0);
        await page.GetByText("One retired stage").ClickAsync();
        await page.GetByTestId("restore-pair-silk").ClickAsync();
        await Expect(page.GetByTestId("stage-pair-silk")).ToBeVisibleAsync();

        await page.GetByTestId("to-festival").ClickAsync();
        await page.GetByTestId("add-chapter").ClickAsync();
        await page.Locator("[name='chapters[3].name']").FillAsync("茶道");
        await SaveFestivalAsync(page);
        await page.GetByTestId("retire-chapter").Last.ClickAsync();
        await page.Locator("[name='chapters[0].textEn']").FillAsync("Typed since");
        await page.GetByTestId("undo").Last.ClickAsync();
        await Expect(page.Locator("[name='chapters[3].name']")).ToHaveValueAsync("茶道");
        await Expect(page.Locator("[name='chapters[0].textEn']")).ToHaveValueAsync("Typed since");
        await page.GetByTestId("retire-chapter").Last.ClickAsync();
        await SaveFestivalAsync(page);
        await page.GetByText("One retired chapter").ClickAsync();
        await page.GetByTestId("restore-chapter").ClickAsync();
        await SaveFestivalAsync(page);
        await Expect(page.Locator("[name='chapters[3].name']")).ToHaveValueAsync("茶道");

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
        await Expect(page.Locator("[name='nameEn']")).ToHaveValueAsync("Pair of hands");
    }

    private static async Task SaveFestivalAsync(IPage page)
    {
        await page.GetByTestId("save-festival").ClickAsync();
        await Expect(page.GetByTestId("save-festival")).ToBeDisabledAsync();
    }
}

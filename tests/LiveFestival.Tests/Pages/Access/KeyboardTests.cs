using System.Net;
using Microsoft.Playwright;
using TestKit;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages.Access;

/// <summary>What viewers, anchors and operators do most, with a keyboard and nothing else.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class KeyboardTests
{
    private const string ViewersStage = "gushi";
    private const string AnchorsStage = "zhanyi";

    [Test]
    public async Task A_viewer_looks_at_signing_in_answers_a_question_and_says_a_line()
    {
        using var anchor = AccessFestival.Host.Client(AccessFestival.Host.Demo.AnchorToken);
        var page = await AccessFestival.OpenAsync($"/watch/{ViewersStage}");
        await using var context = page.Context;
        await Expect(page.GetByTestId("chat-input")).ToBeVisibleAsync();
        await page.TabToAsync("viewer-sign-in");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("sign-in-to")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("viewer-sign-in")).ToBeFocusedAsync();

        await anchor.PostAsync($"/api/v1/rooms/{ViewersStage}/questions", new { text = "Which bird is it?", options = new[] { "A duck", "A goose" }, answer = 1, seconds = 120 });
        await Expect(page.GetByTestId("option-1")).ToBeEnabledAsync();
        await page.TabToAsync("option-1");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("option-1")).ToHaveAttributeAsync("aria-pressed", "true");
        await Expect(page.GetByTestId("option-1")).ToBeFocusedAsync();
        await page.TabToAsync("chat-input");
        await page.Keyboard.TypeAsync("A goose!");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("name-input")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Ann");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("chat-line").Filter(new LocatorFilterOptions { HasText = "A goose!" })).ToBeVisibleAsync();
        await Expect(page.GetByTestId("chat-input")).ToBeFocusedAsync();
    }

    [Test]
    public async Task An_anchor_pins_asks_marks_and_thinks_better_of_calling_off()
    {
        var page = await AccessFestival.OpenAsync("/anchor", AccessFestival.Host.Demo.AnchorToken);
        await using var context = page.Context;
        await page.ChooseStageAsync(AnchorsStage);
        var product = await page.Locator("[data-testid^=pin-]").First.GetAttributeAsync("data-testid");

        await page.TabToAsync(product!);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId(product!)).ToHaveAttributeAsync("aria-pressed", "true");
        await page.TabToAsync("question-text");
        await page.Keyboard.TypeAsync("Which bird is it?");
        await page.TabToAsync("option-text-0");
        await page.Keyboard.TypeAsync("A duck");
        await page.TabToAsync("option-text-1");
        await page.Keyboard.TypeAsync("A goose");
        await page.TabToAsync("open-question");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("mark-1")).ToBeEnabledAsync();

        await page.TabToAsync("mark-1");
        await page.Keyboard.PressAsync("Space");
        await Expect(page.GetByTestId("mark-1")).ToHaveAttributeAsync("aria-pressed", "true");
        await page.TabToAsync("call-off");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("confirm-no")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("call-off")).ToBeFocusedAsync();
        await Expect(page.GetByTestId("running-question")).ToHaveAttributeAsync("data-state", "open");
    }

    [Test]
    public async Task An_operator_takes_a_stage_and_edits_a_slot()
    {
        using var alone = await AccessFestival.OnAirAsync();
        var planned = await Eventually.ValueAsync(
            async () => (await AccessFestival.Host.ChannelAsync("festival")).GetProperty("onAir").GetString(), "a stage is on air");
        var wanted = planned == "suning" ? "tongxiang" : "suning";
        var page = await AccessFestival.OpenAsync("/control", AccessFestival.Host.Demo.OperatorToken);
        await using var context = page.Context;
        await Expect(page.GetByTestId("slot").First).ToBeVisibleAsync();

        await page.TabToAsync("skip-takes");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#takes")).ToBeFocusedAsync();
        await page.TabToAsync($"take-{wanted}");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("taken")).ToHaveAttributeAsync("data-stage", wanted);
        await Expect(page.GetByTestId($"take-{wanted}")).ToBeFocusedAsync();

        await page.TabToAsync("edit-rundown");
        await page.Keyboard.PressAsync("Enter");
        await page.TabToAsync("slot-title");
        await page.Keyboard.PressAsync("Control+A");
        await page.Keyboard.TypeAsync("By keyboard");
        await page.TabToAsync("save-rundown", back: true);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("edit-rundown")).ToBeFocusedAsync();
        await page.TabToAsync("resume-rundown");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("taken")).ToHaveCountAsync(0);
    }

    [Test]
    public async Task Who_sets_up_signs_in_and_adds_a_stage()
    {
        const string password = "seven geese on the wall";
        using var director = AccessFestival.Host.Client(AccessFestival.Host.Demo.OperatorToken);
        await director.PostAsync("/api/v1/accounts", new { email = "zhao@example.org", name = "Zhao", password, roles = new[] { "operator" }, stages = Array.Empty<string>() });
        var page = await AccessFestival.OpenAsync("/setup");
        await using var context = page.Context;

        await page.TabToAsync("sign-in-user");
        await page.Keyboard.TypeAsync("zhao@example.org");
        await page.TabToAsync("sign-in-password");
        await page.Keyboard.TypeAsync(password);
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("to-stages")).ToBeVisibleAsync();
        await page.TabToAsync("to-stages");
        await page.Keyboard.PressAsync("Enter");
        await page.TabToAsync("add-stage");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("stage-form").GetByRole(AriaRole.Textbox).First).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("茶山");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Tea hill");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.GetByTestId("key-panel")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("add-stage")).ToBeFocusedAsync();
        await page.TabToAsync("key-done");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("add-stage")).ToBeFocusedAsync();
        using var retired = await director.DeleteAsync(new Uri("/api/v1/stages/tea-hill", UriKind.Relative));
        Assert.That(retired.StatusCode, Is.AnyOf(HttpStatusCode.OK, HttpStatusCode.NoContent), "the other tests have their four stages");
    }
}

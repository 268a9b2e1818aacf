using System.Net.Http.Json;
using Broadcast.Chat.Contracts.Moderation;
using Microsoft.Playwright;
using TestKit.Rooms;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages.Access;

/// <summary>Brings the desks of anchors, operators and moderators into each of their states, and has each state looked at.</summary>
internal static class DeskTours
{
    private const string AnchorsStage = "suning";
    private const string ModeratedStage = "zhanyi";

    /// <summary>Signing in; then each tab, a question from its form to the confirmation that calls it off, and the menu of a chat line.</summary>
    public static async Task AnchorAsync(Tour tour)
    {
        var page = tour.Page;
        await Expect(page.GetByTestId("sign-in")).ToBeVisibleAsync();
        await tour.LookAsync("an anchor who signs in");
        await using var ann = await RoomUser.GuestAsync(AccessFestival.Host.Anonymous, AccessFestival.Host.Http, "Ann");
        await ann.JoinAsync(AnchorsStage);
        await ann.SayAsync("Are these pears sweet?");

        await page.GotoAsync("/");
        await page.GotoAsync($"/anchor#token={AccessFestival.Host.Demo.AnchorToken}");
        await page.ChooseStageAsync(AnchorsStage);
        await Expect(page.Locator("[data-testid^=pin-]").First).ToBeVisibleAsync();
        await tour.LookAsync("the anchor's products");
        await page.Locator(".poll-panel summary").ClickAsync();
        await tour.TapAsync("tab-chat");
        await page.GetByTestId("line-more").First.ClickAsync();
        await Expect(page.GetByRole(AriaRole.Menu)).ToBeVisibleAsync();
        await tour.LookAsync("the menu of a line", walk: false);
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("line-more").First).ToBeFocusedAsync();
        await tour.LookAsync("the anchor's chat", walk: false);

        await tour.TapAsync("tab-question");
        await tour.LookAsync("the anchor's question", walk: false);
        await page.GetByTestId("question-text").FillAsync("How heavy is a pear?");
        await page.GetByTestId("option-text-0").FillAsync("A pound");
        await page.GetByTestId("option-text-1").FillAsync("A stone");
        await page.GetByTestId("open-question").ClickAsync();
        await Expect(page.GetByTestId("mark-1")).ToBeVisibleAsync();
        await tour.LookAsync("a running question");
        await page.GetByTestId("call-off").ClickAsync();
        await Expect(page.GetByTestId("confirm-no")).ToBeFocusedAsync();
        await tour.LookAsync("whether to call it off");
        await page.GetByTestId("confirm-yes").ClickAsync();
        await Expect(page.GetByTestId("voided")).ToBeVisibleAsync();
        await tour.LookAsync("a question called off", walk: false);
    }

    /// <summary>Each panel and editor of the control room, and all that can be unfolded.</summary>
    public static async Task ControlAsync(Tour tour)
    {
        using var alone = await AccessFestival.OnAirAsync();
        var page = tour.Page;
        using var operates = AccessFestival.Host.Client(AccessFestival.Host.Demo.OperatorToken);
        using var moderated = await operates.PutAsJsonAsync($"/api/v1/rooms/{ModeratedStage}/mode", RoomMode.Open with { Review = true });
        moderated.EnsureSuccessStatusCode();
        await using var ann = await RoomUser.GuestAsync(AccessFestival.Host.Anonymous, AccessFestival.Host.Http, "Ann");
        await ann.JoinAsync(ModeratedStage);
        await ann.SayAsync("May I ask how long these mushrooms keep?");
        await page.GotoAsync("/");
        await page.GotoAsync($"/control#token={AccessFestival.Host.Demo.OperatorToken}");
        await Expect(page.GetByTestId("slot").First).ToBeVisibleAsync();
        await Expect(page.GetByTestId("waiting")).ToHaveAttributeAsync("data-count", "1");
        await tour.LookAsync("the control room");

        await page.Locator("[data-testid^=take-][aria-disabled=false]").First.ClickAsync();
        await Expect(page.GetByTestId("taken")).ToBeVisibleAsync();
        await page.GetByTestId($"order-room-{ModeratedStage}").ClickAsync();
        await Expect(page.GetByTestId("held")).ToBeVisibleAsync();
        await tour.LookAsync("a take, and a held line", walk: false);
        await page.GetByTestId("hold").ClickAsync();
        await Expect(page.GetByTestId("taken")).ToHaveAttributeAsync("data-held", "true");
        await tour.LookAsync("what is held on air", walk: false);
        await page.GetByTestId("release").ClickAsync();
        await page.GetByTestId("edit-rundown").ClickAsync();
        await page.GetByTestId("part-words").ClickAsync();
        await page.EvaluateAsync("() => document.querySelectorAll('main details').forEach((one) => (one.open = true))");
        await page.GetByTestId("roster-festival").ClickAsync();
        await tour.LookAsync("the rundown's editor, figures, and words");
        await page.GetByTestId("part-restricted").ClickAsync();
        await tour.LookAsync("who is restricted", walk: false);
        await page.GetByTestId("part-trail").ClickAsync();
        await tour.LookAsync("the moderators' trail", walk: false);
    }
}

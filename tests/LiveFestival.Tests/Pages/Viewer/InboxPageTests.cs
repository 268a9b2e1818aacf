using System.Text.Json;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.Playwright;
using TestKit;
using TestKit.Hosts;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages.Viewer;

/// <summary>Persons who sign in by code on the watch page: before a prize is asked for, and what is under their bell when they have won it.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class InboxPageTests
{
    private const string Stage = "gushi";
    private const string LaterStage = "zhanyi";
    private const string Telephone = "138 0013 8000";

    private static FestivalHost Host => ViewerFestival.Host;

    [Test]
    public async Task Who_signs_in_by_code_and_wins_finds_it_under_the_bell_at_once_and_read_on_another_device()
    {
        using var anchor = Host.Client(Host.Demo.AnchorToken);
        var phone = await Browser.OpenAsync(Host.Http, $"/watch/{Stage}", width: 390, height: 844);
        await using var context = phone.Context;
        await Expect(phone.GetByTestId("chat-input")).ToBeVisibleAsync();
        await Expect(phone.GetByTestId("bell")).ToHaveCountAsync(0);

        await SignInAsync(phone);
        await Expect(phone.GetByTestId("bell")).ToHaveAttributeAsync("data-unread", "0");
        await phone.GetByTestId("bell").PressAsync("Enter");
        await Expect(phone.GetByTestId("inbox")).ToContainTextAsync("Nothing yet");
        await phone.Keyboard.PressAsync("Escape");
        await Expect(phone.GetByTestId("inbox")).ToHaveCountAsync(0);
        await WinAsync(anchor, phone);

        await Expect(phone.GetByTestId("bell")).ToHaveAttributeAsync("data-unread", "1");
        await phone.GetByTestId("bell").ClickAsync();
        await Expect(phone.GetByTestId("inbox-item")).ToContainTextAsync("How many geese?");
        await Expect(phone.GetByTestId("bell")).ToHaveAttributeAsync("data-unread", "0");

        var desktop = await Browser.OpenAsync(Host.Http, $"/watch/{Stage}");
        await using var otherContext = desktop.Context;
        await SignInAsync(desktop);
        await desktop.ReloadAsync();
        await desktop.GetByTestId("bell").ClickAsync();
        await Expect(desktop.GetByTestId("inbox-item")).ToHaveCountAsync(1);
        await Expect(desktop.GetByTestId("inbox-item")).Not.ToHaveClassAsync("new");
    }

    [Test]
    public async Task Who_signs_in_while_a_prize_is_only_scheduled_is_ready_for_it_when_the_question_opens()
    {
        using var anchor = Host.Client(Host.Demo.AnchorToken);
        var opensAt = DateTimeOffset.UtcNow.AddMinutes(10).ToUnixTimeMilliseconds();
        var asked = await anchor.PostAsync(
            $"/api/v1/rooms/{LaterStage}/questions",
            new { text = "Which flower is in the cake?", options = new[] { "a", "b" }, answer = 1, seconds = 60, winners = 1, productId = "flower-cake", opensAt });
        var id = QuestionId.Parse(asked.GetProperty("id").GetString()!);
        var phone = await Browser.OpenAsync(Host.Http, $"/watch/{LaterStage}", width: 390, height: 844);
        await using var context = phone.Context;

        await Expect(phone.GetByTestId("upcoming-one")).ToHaveAttributeAsync("data-id", id.Value);
        await Expect(phone.GetByTestId("sign-in-ahead")).ToBeVisibleAsync();
        await phone.GetByTestId("ahead-sign-in").ClickAsync();
        await GiveCodeAsync(phone, "138 0013 8002");
        await Expect(phone.GetByTestId("ready-to-win")).ToBeVisibleAsync();
        await Expect(phone.GetByTestId("sign-in-ahead")).ToHaveCountAsync(0);
        await Expect(phone.GetByTestId("option-1")).ToHaveCountAsync(0);
        await anchor.PostAsync($"/api/v1/rooms/{LaterStage}/questions/{id}/open");

        await Expect(phone.GetByTestId("for-whom")).ToHaveAttributeAsync("data-least", "telephone");
        await Expect(phone.GetByTestId("sign-in-to-win")).ToHaveCountAsync(0);
        await phone.GetByTestId("option-1").ClickAsync();
        await Eventually.TrueAsync(async () => await AnswersAsync(anchor, LaterStage, id) == 1, "the answer has come");
        await Expect(phone.GetByTestId("upcoming")).ToHaveCountAsync(0);
    }

    private static async Task SignInAsync(IPage page)
    {
        await page.GetByTestId("viewer-sign-in").ClickAsync();
        await GiveCodeAsync(page, Telephone);
    }

    /// <summary>With the code that the demo shows.</summary>
    private static async Task GiveCodeAsync(IPage page, string telephone)
    {
        await page.GetByTestId("sign-in-to").FillAsync(telephone);
        await page.GetByTestId("send-code").ClickAsync();
        await page.GetByTestId("sign-in-code").FillAsync(await page.GetByTestId("demo-code").InnerTextAsync());
        await page.GetByTestId("give-code").ClickAsync();
        await Expect(page.GetByTestId("signed-in")).ToBeVisibleAsync();
    }

    private static async Task WinAsync(HttpClient anchor, IPage viewer)
    {
        var asked = await anchor.PostAsync(
            $"/api/v1/rooms/{Stage}/questions", new { text = "How many geese?", options = new[] { "1", "2" }, answer = 1, seconds = 60, winners = 1, productId = "gushi-goose" });
        var id = QuestionId.Parse(asked.GetProperty("id").GetString()!);
        await viewer.GetByTestId("option-1").ClickAsync();
        await Eventually.TrueAsync(async () => await AnswersAsync(anchor, Stage, id) == 1, "the answer has come");
        await anchor.PostAsync($"/api/v1/rooms/{Stage}/questions/{id}/close");
        await anchor.PostAsync($"/api/v1/rooms/{Stage}/questions/{id}/reveal");
    }

    private static async Task<long> AnswersAsync(HttpClient client, string stage, QuestionId question)
    {
        using var answer = await client.GetAsync($"/api/v1/rooms/{stage}/questions/{question}");
        using var view = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return view.RootElement.GetProperty("answers").GetInt64();
    }
}

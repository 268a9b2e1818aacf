using System.Text.RegularExpressions;
using Microsoft.Playwright;
using TestKit.Hosts;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages;

/// <summary>A prize for which the anchor asks the strongest proof, at the screen of a village site, which several people share.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class VillageScreenTests
{
    private const string Stage = "gushi";

    [Test]
    public async Task Villagers_are_named_at_their_screen_and_answer_one_after_the_other_for_a_prize_that_takes_the_strongest_proof()
    {
        await using var host = await FestivalHost.StartAsync("--Demo:Encoders", "false", "--Rooms:PictureDelay", "00:00:00");
        using var operates = host.Client(host.Demo.OperatorToken);
        var site = await operates.PostAsync("/api/v1/sites", new { id = "yatuan", name = "鸭团文化站", village = "鸭团", county = "沾益", province = "云南" });
        var screen = await Browser.OpenAsync(host.Http, $"/watch/{Stage}#site={site.GetProperty("deviceKey").GetString()}");
        await using var context = screen.Context;
        await Expect(screen.GetByTestId("site-offer")).ToContainTextAsync("鸭团文化站");
        await Expect(screen.GetByTestId("site-line")).ToHaveCountAsync(0);
        await Expect(screen.GetByTestId("site-agree")).ToBeFocusedAsync();
        await screen.Keyboard.PressAsync("Enter");
        await Expect(screen.GetByTestId("site-offer")).ToHaveCountAsync(0);
        var anchor = await Browser.OpenAsync(host.Http, $"/anchor#token={host.Demo.AnchorToken}");
        await using var anchorContext = anchor.Context;

        await AskAsync(anchor, "issuer");
        await Expect(screen.GetByTestId("for-whom")).ToHaveAttributeAsync("data-least", "issuer");
        await Expect(screen.GetByTestId("sign-in-to-win")).ToHaveAttributeAsync("data-step", "login");
        var first = await NameAsync(screen, "王秀英", "138 0013 8006");
        await Expect(screen.GetByTestId("sign-in-to-win")).ToHaveCountAsync(0);
        await screen.GetByTestId("option-1").ClickAsync();
        await AnswersAsync(anchor, 1);
        var second = await NameAsync(screen, "李大山", telephone: null);
        await screen.GetByTestId("option-0").ClickAsync();
        await AnswersAsync(anchor, 2);
        await anchor.GetByTestId("close-question").ClickAsync();
        await anchor.GetByTestId("reveal").ClickAsync();

        await Expect(anchor.GetByTestId("winner")).ToHaveAttributeAsync("data-viewer", first);
        await Expect(screen.GetByTestId("winner")).ToContainTextAsync("王秀英");
        Assert.That(second, Is.Not.EqualTo(first));
    }

    private static async Task AskAsync(IPage anchor, string strength)
    {
        await anchor.ChooseStageAsync(Stage);
        await anchor.GetByTestId("question-text").FillAsync("Which bird is it?");
        await anchor.GetByTestId("option-text-0").FillAsync("A duck");
        await anchor.GetByTestId("option-text-1").FillAsync("A goose");
        await anchor.GetByTestId("option-right-1").CheckAsync();
        await anchor.GetByTestId("question-strength").SelectOptionAsync(strength);
        await anchor.GetByTestId("open-question").ClickAsync();
    }

    /// <summary>Names a villager, who answers from then on; returns their id in rooms.</summary>
    private static async Task<string> NameAsync(IPage screen, string name, string? telephone)
    {
        await screen.GetByTestId("new-villager").ClickAsync();
        await screen.GetByTestId("new-villager-name").FillAsync(name);
        if (telephone is not null)
        {
            await screen.GetByTestId("new-villager-to").FillAsync(telephone);
            await screen.GetByTestId("new-villager-next").ClickAsync();
            await screen.GetByTestId("new-villager-code").FillAsync(await screen.GetByTestId("demo-code").InnerTextAsync());
        }

        await screen.GetByTestId("new-villager-next").ClickAsync();
        await Expect(screen.GetByTestId("site-line")).ToHaveAttributeAsync("data-name", name);
        await Expect(screen.GetByTestId("site-line")).ToHaveAttributeAsync("data-viewer", new Regex("^person:", RegexOptions.None, TimeSpan.FromSeconds(1)));
        return (await screen.GetByTestId("site-line").GetAttributeAsync("data-viewer"))!;
    }

    private static Task AnswersAsync(IPage anchor, int count) => Expect(anchor.GetByTestId("answers")).ToHaveAttributeAsync("data-count", $"{count}");
}

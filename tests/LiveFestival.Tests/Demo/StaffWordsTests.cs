using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Demo;

/// <summary>What only staff see: every section of set-up with all that it keeps folded, and the pages of accounts, in both languages.</summary>
public sealed class StaffWordsTests
{
    private static readonly string[] Languages = ["en", "zh"];
    private static readonly string[] Sections = ["overview", "festival", "stages", "people", "products", "rundown", "guests", "simulcast", "sites", "words", "audit"];

    /// <summary>Of a file of village sites: they are written so in every language.</summary>
    private static readonly string[] Columns = ["id", "name", "village", "county", "province"];

    [Test]
    public async Task No_section_of_set_up_and_no_page_of_accounts_is_half_translated()
    {
        using var operates = DemoFestival.Host.Client(DemoFestival.Host.Demo.OperatorToken);
        // A name without letters is in no language.
        var link = await operates.PostAsync("/api/v1/accounts/invitations", new { name = "88", roles = new[] { "anchor" }, stages = new[] { "gushi" } });
        var page = await Browser.OpenAsync(DemoFestival.Host.Http, $"/setup#token={DemoFestival.Host.Demo.OperatorToken}", 1366, 768);
        await using var context = page.Context;
        var foreign = new List<string>();
        foreach (var language in Languages)
        {
            foreach (var section in Sections)
            {
                await page.GetByTestId($"to-{section}").ClickAsync();
                await Expect(page.GetByTestId($"to-{section}")).ToHaveAttributeAsync("aria-current", "page");
                await Expect(page.Locator(".spinner")).ToHaveCountAsync(0);
                await page.EvaluateAsync("() => document.querySelectorAll('main details').forEach((one) => (one.open = true))");
                foreign.AddRange((await PageWords.ForeignAsync(page, language)).Select(word => $"set-up's {section}, {language}: {word}"));
            }

            await SwitchAsync(page, language);
        }

        foreach (var (path, ready) in Pages(link.GetProperty("token").GetString()!))
        {
            await page.GotoAsync("/");
            await page.GotoAsync(path);
            await Expect(page.Locator(ready).First).ToBeVisibleAsync();
            foreach (var language in Languages)
            {
                foreign.AddRange((await PageWords.ForeignAsync(page, language)).Select(word => $"{path.Split('#')[0]}, {language}: {word}"));
                await SwitchAsync(page, language);
            }
        }

        Assert.That(foreign.Where(word => !Columns.Any(column => word.Contains($": {column} in form-hint", StringComparison.Ordinal))), Is.Empty);
    }

    private static async Task SwitchAsync(IPage page, string from)
    {
        await page.GetByTestId("language").ClickAsync();
        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", from == "en" ? "zh-CN" : "en");
    }

    private static IEnumerable<(string Path, string Ready)> Pages(string invitation) =>
    [
        ("/account", "[data-testid=sign-in-row]"),
        ($"/join#{invitation}", "[data-testid=join-password]"),
        ("/join", "[data-testid=link-dead]"),
        ("/sign-in", "[data-testid=no-partner]"),
    ];
}

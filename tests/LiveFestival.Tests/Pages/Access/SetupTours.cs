using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages.Access;

/// <summary>Brings set-up and the pages of staff's accounts into each of their states, and has each state looked at.</summary>
internal static class SetupTours
{
    private static readonly string[] Sections = ["overview", "festival", "stages", "people", "products", "rundown", "guests", "simulcast", "sites", "words", "audit"];

    /// <summary>The printed link, signing in, and every section with its forms.</summary>
    public static async Task SetupAsync(Tour tour)
    {
        var page = tour.Page;
        await Expect(page.GetByTestId("sign-in")).ToBeVisibleAsync();
        await tour.LookAsync("an operator who signs in");
        await page.GotoAsync("/");
        await page.GotoAsync("/setup#first=made-up");
        await Expect(page.GetByTestId("first-operator")).ToBeVisibleAsync();
        await tour.LookAsync("the first operator");
        await page.GotoAsync("/");
        await page.GotoAsync($"/setup#token={AccessFestival.Host.Demo.OperatorToken}");
        foreach (var section in Sections)
        {
            await page.GetByTestId($"to-{section}").ClickAsync();
            await Expect(page.GetByTestId($"to-{section}")).ToHaveAttributeAsync("aria-current", "page");
            await Expect(page.GetByRole(AriaRole.Status).Filter(new LocatorFilterOptions { HasText = "Loading" })).ToHaveCountAsync(0);
            await UnfoldAsync(page, section);
            await tour.LookAsync($"set-up's {section}");
        }

        await page.GetByTestId("to-products").ClickAsync();
        await page.GetByTestId("import-products").ClickAsync();
        await page.GetByTestId("import-file").SetInputFilesAsync(new FilePayload { Name = "products.csv", MimeType = "text/csv", Buffer = "sku,name,price\npear,,1\n"u8.ToArray() });
        await Expect(page.GetByTestId("import-report").Or(page.GetByTestId("product-import").GetByRole(AriaRole.Alert)).First).ToBeVisibleAsync();
        await tour.LookAsync("what is wrong in a file of products", walk: false);
    }

    /// <summary>An invitation that is none, and one; the account that it makes, with an app being set up.</summary>
    public static async Task JoinAsync(Tour tour)
    {
        var page = tour.Page;
        await Expect(page.GetByRole(AriaRole.Heading).First).ToBeVisibleAsync();
        await tour.LookAsync("an invitation that is none");
        using var operates = AccessFestival.Host.Client(AccessFestival.Host.Demo.OperatorToken);
        var link = await operates.PostAsync("/api/v1/accounts/invitations", new { name = "Li Hua", roles = new[] { "anchor" }, stages = new[] { "gushi" } });
        await page.GotoAsync("/");
        await page.GotoAsync($"/join#{link.GetProperty("token").GetString()}");
        await Expect(page.GetByTestId("join-password")).ToBeVisibleAsync();
        await tour.LookAsync("an invitation");
        await page.GetByTestId("join-email").FillAsync("li@example.org");
        await page.GetByTestId("join-password").FillAsync("festival2026");
        await page.GetByTestId("join").ClickAsync();
        await Expect(page.GetByText("This is easy to guess.")).ToBeVisibleAsync();
        await tour.LookAsync("a password that is refused");
    }

    public static async Task AccountAsync(Tour tour)
    {
        const string password = "seven geese on the wall";
        var page = tour.Page;
        await Expect(page.GetByTestId("sign-in")).ToBeVisibleAsync();
        await tour.LookAsync("staff who sign in");
        using var operates = AccessFestival.Host.Client(AccessFestival.Host.Demo.OperatorToken);
        await operates.PostAsync("/api/v1/accounts", new { email = "wang@example.org", name = "Wang", password, roles = new[] { "moderator" }, stages = Array.Empty<string>() });
        await page.GetByTestId("sign-in-user").FillAsync("wang@example.org");
        await page.GetByTestId("sign-in-password").FillAsync(password);
        await page.GetByTestId("sign-in").ClickAsync();
        await page.GetByTestId("factor-password").FillAsync(password);
        await page.GetByTestId("factor-begin").ClickAsync();
        await Expect(page.GetByTestId("qr")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("sign-in-row").First).ToBeVisibleAsync();
        await tour.LookAsync("an account");
        await page.GotoAsync("/control");
        await Expect(page.GetByTestId("moderation")).ToBeVisibleAsync();
        await tour.LookAsync("the moderator's desk");
    }

    /// <summary>Opens what a section keeps folded, its forms with it, and brings about what is shown only once.</summary>
    private static async Task UnfoldAsync(IPage page, string section)
    {
        await page.EvaluateAsync("() => document.querySelectorAll('main details').forEach((one) => (one.open = true))");
        switch (section)
        {
            case "festival":
                await page.GetByLabel("Theme", new PageGetByLabelOptions { Exact = true }).FillAsync("Typed, and not saved");
                await page.ReloadAsync();
                await Expect(page.GetByTestId("draft-line")).ToBeVisibleAsync();
                break;
            case "stages":
                await page.GetByTestId("edit-gushi").ClickAsync();
                await page.GetByTestId("key-suning").ClickAsync();
                await page.GetByTestId("rotate-suning").ClickAsync();
                await page.GetByText("Phone (Larix)").ClickAsync();
                break;
            case "people":
                await page.GetByTestId("change").First.ClickAsync();
                await page.GetByTestId("invite-name").FillAsync("Li Hua");
                await page.GetByTestId("stages-gushi").Last.CheckAsync();
                await page.GetByTestId("invite").ClickAsync();
                await Expect(page.GetByTestId("link-card")).ToBeVisibleAsync();
                break;
            case "products":
                await page.GetByTestId("new-product").ClickAsync();
                break;
            case "rundown":
                await page.GetByTestId("add-slot").ClickAsync();
                break;
            case "simulcast":
                await page.GetByTestId("add-target").ClickAsync();
                break;
            case "sites":
                await UnfoldSitesAsync(page);
                break;
        }
    }

    /// <summary>A new site with its key, the form that changes it, and a file in which something is wrong.</summary>
    private static async Task UnfoldSitesAsync(IPage page)
    {
        foreach (var (field, value) in new[] { ("name", "Upper hall"), ("village", "Upper village"), ("county", "Wuyi"), ("province", "Fujian") })
            await page.Locator($"main form [name={field}]").First.FillAsync(value);
        await page.GetByTestId("add-site").ClickAsync();
        await Expect(page.GetByTestId("device-key")).ToBeVisibleAsync();
        await page.Locator("[data-act=edit]").First.ClickAsync();
        await page.GetByTestId("sites-file").SetInputFilesAsync(new FilePayload { Name = "sites.csv", MimeType = "text/csv", Buffer = "name,village,county,province\n,a,b,c\n"u8.ToArray() });
        await page.GetByTestId("send-sites").ClickAsync();
        await Expect(page.GetByTestId("sites-report")).ToBeVisibleAsync();
    }
}

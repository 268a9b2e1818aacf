using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages.Access;

/// <summary>The ways through set-up and through the accounts of staff.</summary>
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

    /// <summary>Opens what a section keeps folded, one of its forms with it.</summary>
    private static async Task UnfoldAsync(IPage page, string section)
    {
        await page.EvaluateAsync("() => document.querySelectorAll('main details').forEach((one) => (one.open = true))");
        var opener = section switch
        {
            "stages" => page.GetByTestId("edit-gushi"),
            "people" => page.GetByTestId("change").First,
            "products" => page.GetByTestId("new-product"),
            "rundown" => page.GetByTestId("add-slot"),
            _ => null,
        };
        if (opener is not null)
            await opener.ClickAsync();
    }
}

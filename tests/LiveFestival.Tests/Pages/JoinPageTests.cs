using System.Text.Json;
using Broadcast.Api.Accounts.SecondFactor;
using Microsoft.Playwright;
using TestKit.Hosts;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages;

/// <summary>From an operator's link to work, on a small telephone.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class JoinPageTests
{
    private const string Password = "seven geese on the wall";

    [Test]
    public async Task Who_opens_an_invitation_sets_a_password_arrives_signed_in_and_adds_a_second_factor()
    {
        await using var host = await FestivalHost.StartAsync("--Demo:Encoders", "false");
        using var director = host.Client(host.Demo.OperatorToken);
        var link = await director.PostAsync("/api/v1/accounts/invitations", new { name = "Li Hua", roles = new[] { "anchor" }, stages = new[] { "gushi" } });

        var page = await Browser.OpenAsync(host.Http, $"/join#{link.GetProperty("token").GetString()}", 360, 640);
        await using var context = page.Context;
        await Expect(page.GetByTestId("join-email")).ToBeVisibleAsync();
        Assert.That(new Uri(page.Url).Fragment, Is.Empty, "the token is not in the address");
        await page.ReloadAsync();
        await page.GetByTestId("join-email").FillAsync("li@example.org");
        await page.GetByTestId("join-password").FillAsync("festival2026");
        await page.GetByTestId("join").ClickAsync();
        await Expect(page.GetByTestId("join-password")).ToBeFocusedAsync();
        await Expect(page.GetByText("This is easy to guess.")).ToBeVisibleAsync();
        await KeepAsync(page, "join");
        await page.GetByTestId("join-password").FillAsync(Password);
        await page.GetByTestId("join").ClickAsync();

        await page.WaitForURLAsync("**/anchor");
        await Expect(page.GetByText("Li Hua").First).ToBeVisibleAsync();
        await EquipAsync(page);
        await Expect(await OpenUsedAsync(page, link)).ToBeVisibleAsync();
    }

    /// <summary>Sets an app up on the account page, and signs in with its code.</summary>
    private static async Task EquipAsync(IPage page)
    {
        await page.GotoAsync("/account");
        await page.GetByTestId("factor-password").FillAsync(Password);
        await page.GetByTestId("factor-begin").ClickAsync();
        await Expect(page.GetByTestId("qr")).ToBeVisibleAsync();
        await KeepAsync(page, "account");
        var secret = Bytes(await page.GetByTestId("factor-secret").TextContentAsync() ?? "");
        await page.GetByTestId("factor-code").FillAsync(Code(secret, steps: 0));
        await page.GetByTestId("factor-confirm").ClickAsync();
        await Expect(page.GetByTestId("recovery-codes").Locator("li")).ToHaveCountAsync(10);
        await page.GetByTestId("factor-kept").ClickAsync();
        await Expect(page.GetByTestId("factor-on")).ToBeVisibleAsync();

        await page.GetByTestId("sign-out").ClickAsync();
        await page.GetByTestId("sign-in-user").FillAsync("li@example.org");
        await page.GetByTestId("sign-in-password").FillAsync(Password);
        await page.GetByTestId("sign-in").ClickAsync();
        await Expect(page.GetByTestId("sign-in-code")).ToBeFocusedAsync();
        await KeepAsync(page, "code");
        await page.GetByTestId("sign-in-code").FillAsync(Code(secret, steps: 1));
        await page.GetByTestId("sign-in").ClickAsync();
        await Expect(page.GetByTestId("sign-in-row").First).ToBeVisibleAsync();
    }

    private static async Task<ILocator> OpenUsedAsync(IPage page, JsonElement link)
    {
        await page.GotoAsync("/");
        await page.GotoAsync($"/join#{link.GetProperty("token").GetString()}");
        return page.GetByTestId("link-dead");
    }

    private static string Code(byte[] secret, int steps) => Totp.Code(secret, Totp.StepAt(TimeProvider.System.GetUtcNow()) + steps);

    private static byte[] Bytes(string secret)
    {
        const string letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(secret.Where(letters.Contains).Select(letter => Convert.ToString(letters.IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Select(eight => Convert.ToByte(new string(eight), 2))];
    }

    /// <summary>A picture beside the test's output.</summary>
    private static async Task KeepAsync(IPage page, string name)
    {
        var file = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"join-{name}.png");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = file, FullPage = true });
        TestContext.AddTestAttachment(file);
    }
}

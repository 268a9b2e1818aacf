using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using TestKit.Hosts;
using TestKit.Rooms;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages;

[Parallelizable(ParallelScope.Self)]
public sealed class AudiencePageTests
{
    private const int Sites = 25;
    private const string Stage = "gushi";

    [Test]
    public async Task The_control_room_shows_how_many_watch_and_finds_a_village_site_by_keyboard()
    {
        await using var host = await FestivalHost.StartAsync("--Demo:Encoders", "false");
        var sites = await SitesAsync(host);
        await using var guest = await RoomUser.GuestAsync(host.Anonymous, host.Http, "Ann");
        await guest.JoinAsync(Stage);
        var page = await Browser.OpenAsync(host.Http, $"/control#token={host.Demo.OperatorToken}");
        await using var context = page.Context;
        var row = page.Locator($"[data-testid=audience] tr[data-stage={Stage}]");
        var patient = new LocatorAssertionsToHaveTextOptions { Timeout = 60_000 };

        await Expect(page.GetByTestId($"now-{Stage}")).ToHaveTextAsync($"{Sites + 1}", patient);
        await Expect(row.Locator("td").Nth(1)).ToHaveTextAsync($"{Sites + 1}", new LocatorAssertionsToHaveTextOptions { Timeout = 60_000 });
        await Expect(row.Locator("td").Nth(2)).ToHaveTextAsync($"{Sites + 1}", patient);

        await page.GetByTestId($"roster-{Stage}").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByTestId("roster-search")).ToBeFocusedAsync();
        var rows = page.Locator("[data-testid=roster] tbody tr");
        await Expect(rows).ToHaveCountAsync(20);
        await page.GetByTestId("roster-next").ClickAsync();
        await Expect(rows).ToHaveCountAsync(Sites - 20);
        await page.GetByTestId("roster-search").FillAsync("浙江省/安吉县/第7村");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows).ToContainTextAsync("第7村");
        await page.GetByTestId("roster-search").FillAsync("nobody");
        await Expect(page.GetByTestId("roster")).ToContainTextAsync("No site in this room begins with this.");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId($"roster-{Stage}")).ToBeFocusedAsync();

        await page.GetByTestId("roster-zhanyi").ClickAsync();
        await Expect(page.GetByTestId("roster")).ToContainTextAsync("No village site is in this room");
        foreach (var site in sites)
            await site.DisposeAsync();
    }

    /// <summary>Uploads a file of sites; each exchanges its key for a ticket and joins the room.</summary>
    private static async Task<IReadOnlyList<RoomUser>> SitesAsync(FestivalHost host)
    {
        var file = new StringBuilder("name,village,county,province\n");
        for (var i = 0; i < Sites; i++)
            file.Append($"第{i}村课堂,第{i}村,安吉县,浙江省\n");
        using var operates = host.Client(host.Demo.OperatorToken);
        using var answer = await operates.PostAsync("/api/v1/sites/upload", new StringContent(file.ToString(), Encoding.UTF8, "text/csv"));
        answer.EnsureSuccessStatusCode();
        var keys = (await answer.Content.ReadAsStringAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')[^1]);
        var clients = new List<RoomUser>();
        foreach (var deviceKey in keys)
        {
            using var ticket = await host.Anonymous.PostAsJsonAsync("/api/v1/sites/ticket", new { deviceKey });
            var client = RoomUser.WithToken(new Uri(host.Http, "/hubs/room"), (await ticket.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("ticket").GetString()!);
            await client.JoinAsync(Stage);
            clients.Add(client);
        }

        return clients;
    }
}

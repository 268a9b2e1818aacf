using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TestKit;
using TestKit.Hosts;
using TestKit.Rooms;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages;

/// <summary>The sample in the README of the room's client, as a page of another site.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed class EmbeddedRoomTests
{
    private const string Stage = "gushi";
    private FestivalHost _host = null!;
    private WebApplication _shop = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        var origin = $"http://127.0.0.1:{FreePort.Next()}";
        builder.WebHost.UseUrls(origin);
        builder.Logging.ClearProviders();
        _shop = builder.Build();
        _shop.MapGet("/", () => Results.Text($"<!doctype html>{Sample(1)}", "text/html; charset=utf-8"));
        _shop.MapGet("/persons", () => Results.Text($"<!doctype html>{Sample(2)}", "text/html; charset=utf-8"));
        await _shop.StartAsync();
        _host = await FestivalHost.StartAsync("--Demo:Encoders", "false", "--Cors:Origins", $"https://elsewhere.example, {origin}");
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _shop.DisposeAsync();
    }

    [Test]
    public async Task The_sample_shows_pins_and_chat_and_sends_what_is_typed()
    {
        using var anchor = _host.Client(_host.Demo.AnchorToken);
        await using var other = await RoomUser.GuestAsync(_host.Anonymous, _host.Http, "Other");
        await other.JoinAsync(Broadcast.Chat.Contracts.Ids.RoomId.Parse(Stage));
        var page = await Browser.OpenAsync(new Uri(_shop.Urls.Single()), "/");
        await using var context = page.Context;
        var faults = new List<string>();
        page.PageError += (_, fault) => faults.Add(fault);

        await anchor.PostAsync($"/api/v1/rooms/{Stage}/pin", new { productId = "gushi-goose" });
        await Expect(page.Locator("#pin")).ToContainTextAsync("固始");
        await page.Locator("#say").FillAsync("from the shop");
        await page.Locator("#say").BlurAsync();

        await Expect(page.Locator("#chat")).ToContainTextAsync("Li: from the shop");
        await Eventually.TrueAsync(() => other.Heard<Broadcast.Chat.Contracts.Events.ChatSaid>().Any(said => said.Text == "from the shop"), "the room hears the shop's page");
        Assert.That(faults, Is.Empty);
    }

    [Test]
    public async Task The_visitor_is_the_same_person_after_the_connection_was_lost()
    {
        using var anchor = _host.Client(_host.Demo.AnchorToken);
        await using var other = await RoomUser.GuestAsync(_host.Anonymous, _host.Http, "Other");
        await other.JoinAsync(Broadcast.Chat.Contracts.Ids.RoomId.Parse(Stage));
        var page = await Browser.OpenAsync(new Uri(_shop.Urls.Single()), "/");
        await using var context = page.Context;
        await page.AddInitScriptAsync("window.sockets = []; window.WebSocket = class extends WebSocket { constructor(...of) { super(...of); sockets.push(this); } }");
        await page.ReloadAsync();
        // What is typed before the page takes part is not said.
        await anchor.PostAsync($"/api/v1/rooms/{Stage}/pin", new { productId = "gushi-goose" });
        await Expect(page.Locator("#pin")).ToContainTextAsync("固始");
        await SayAsync("before");
        await Expect(page.Locator("#chat")).ToContainTextAsync("Li: before");

        await page.EvaluateAsync("sockets.forEach(socket => socket.close())");
        await Eventually.TrueAsync(() => page.EvaluateAsync<bool>("sockets.some(socket => socket.readyState === WebSocket.OPEN)"), "the page has connected again");
        var tries = 0;
        await Eventually.TrueAsync(
            async () =>
            {
                await SayAsync($"after {tries++}");
                return Speakers("after").Any();
            },
            "the page takes part again");

        Assert.That(Speakers("before").Concat(Speakers("after")).Distinct(StringComparer.Ordinal).Count(), Is.EqualTo(1));

        IEnumerable<string> Speakers(string text) => other.Events
            .Where(heard => heard.Data is Broadcast.Chat.Contracts.Events.ChatSaid said && said.Text.StartsWith(text, StringComparison.Ordinal)).Select(heard => heard.By!.Id.Value);

        async Task SayAsync(string text)
        {
            await page.Locator("#say").FillAsync(text);
            await page.Locator("#say").BlurAsync();
        }
    }

    [Test]
    public async Task A_visitor_signs_in_at_the_host_and_is_that_person_on_the_shops_page_and_on_no_other()
    {
        var page = await Browser.OpenAsync(new Uri(_shop.Urls.Single()), "/persons");
        await using var context = page.Context;

        var window = await page.RunAndWaitForPopupAsync(() => page.Locator("#enter").ClickAsync());
        await window.GetByTestId("sign-in-to").FillAsync("138 0013 8004");
        await window.GetByTestId("send-code").ClickAsync();
        await window.GetByTestId("sign-in-code").FillAsync(await window.GetByTestId("demo-code").InnerTextAsync());
        await window.GetByTestId("give-code").ClickAsync();
        await Expect(page.Locator("#who")).ToHaveTextAsync(new Regex("^person:[0-9a-f]{32}, live$", RegexOptions.None, TimeSpan.FromSeconds(1)));
        var who = await page.Locator("#who").InnerTextAsync();

        // Somebody who is known at the host is asked before they are handed over.
        await page.ReloadAsync();
        var again = await page.RunAndWaitForPopupAsync(() => page.Locator("#enter").ClickAsync());
        // The tap closes the window, sometimes before Playwright has heard that its click is done, which it then takes for a failure.
        await again.GetByTestId("hand-over").EvaluateAsync("button => { setTimeout(() => button.click()); }");
        await Expect(page.Locator("#who")).ToHaveTextAsync(who);

        // A page of a site that is not listed, opened by one that is.
        var stranger = await page.RunAndWaitForPopupAsync(() => page.EvaluateAsync($"window.open('{_host.Http}sign-in?for=https://evil.example', 'other')"));
        await Expect(stranger.GetByTestId("no-partner")).ToBeVisibleAsync();
    }

    [TestCase("/client/v1/room.js", "text/javascript")]
    [TestCase("/client/v1/room.d.ts", "text/plain; charset=utf-8")]
    [TestCase("/client/v1/types/index.d.ts", "text/plain; charset=utf-8")]
    public async Task The_client_and_its_types_may_be_read_by_any_site(string path, string type)
    {
        using var answer = await _host.Anonymous.GetAsync(new Uri(path, UriKind.Relative));

        Assert.Multiple(() =>
        {
            Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(answer.Content.Headers.ContentType!.ToString(), Is.EqualTo(type));
            Assert.That(answer.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(["*"]));
        });
    }

    /// <summary>A sample with the addresses of the running host, for a stage of the demo.</summary>
    /// <param name="number">From 1.</param>
    private string Sample(int number)
    {
        var readme = File.ReadAllText(Path.Combine(Repository.Root, "Broadcast.Api/Web/src/room/README.md"));
        return readme.Split("```html\n")[number].Split("```")[0]
            .Replace("https://HOST", _host.Http.ToString().TrimEnd('/'), StringComparison.Ordinal)
            .Replace("festival", Stage, StringComparison.Ordinal);
    }
}

using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Broadcast.Chat.Contracts.Ids;
using Microsoft.IdentityModel.Tokens;
using Microsoft.Playwright;
using TestKit;
using TestKit.Hosts;
using TestKit.Rooms;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Pages;

public sealed class InboxPageTests
{
    private const string Stage = "gushi";
    private const string Issuer = "https://shop.example";
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    [Test]
    public async Task A_winner_sees_the_bell_reads_what_was_won_and_finds_it_read_on_another_device()
    {
        await using var host = await FestivalHost.StartAsync(
            "--Demo:Encoders", "false", "--Rooms:PictureDelay", "00:00:00", "--Tokens:Issuers:0:Issuer", Issuer, "--Tokens:Issuers:0:SharedKey", Convert.ToBase64String(Key));
        using var anchor = host.Client(host.Demo.AnchorToken);
        var token = PersonsToken();
        using var mei = host.Client(token);
        var page = await Browser.OpenAsync(host.Http, $"/watch/{Stage}");
        await using var context = page.Context;
        await Expect(page.GetByTestId("chat-input")).ToBeVisibleAsync();
        await Expect(page.GetByTestId("bell")).ToHaveCountAsync(0);

        await SignInAsync(page, token);
        await Expect(page.GetByTestId("bell")).ToHaveAttributeAsync("data-unread", "0");
        await page.GetByTestId("bell").PressAsync("Enter");
        await Expect(page.GetByTestId("inbox")).ToContainTextAsync("Nothing yet");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.GetByTestId("inbox")).ToHaveCountAsync(0);
        await WinAsync(host, anchor, token);

        await Expect(page.GetByTestId("bell")).ToHaveAttributeAsync("data-unread", "1");
        await page.GetByTestId("bell").ClickAsync();
        await Expect(page.GetByTestId("inbox-item")).ToContainTextAsync("How many geese?");
        await Expect(page.GetByTestId("bell")).ToHaveAttributeAsync("data-unread", "0");
        await Eventually.TrueAsync(async () => (await ReadAsync(mei)) == 1, "the server knows what was read");

        var other = await Browser.OpenAsync(host.Http, $"/watch/{Stage}");
        await using var otherContext = other.Context;
        await SignInAsync(other, token);
        await other.GetByTestId("bell").ClickAsync();
        await Expect(other.GetByTestId("inbox-item")).ToHaveCountAsync(1);
        await Expect(other.GetByTestId("inbox-item")).Not.ToHaveClassAsync("new");
    }

    /// <summary>Lets the page be this person's from now on.</summary>
    private static async Task SignInAsync(IPage page, string token)
    {
        var viewer = $"person:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Issuer}\nmei")))[..32]}";
        var guest = JsonSerializer.Serialize(new { ticket = token, viewer, name = "Mei", expires = DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeMilliseconds(), named = true });
        await page.EvaluateAsync("guest => sessionStorage.setItem('livefestival.guest', guest)", guest);
        await page.ReloadAsync();
    }

    private static async Task WinAsync(FestivalHost host, HttpClient anchor, string token)
    {
        await using var device = await RoomUser.ConnectAsync(new Uri(host.Http, "/hubs/room"), token);
        await device.JoinAsync(Stage);
        var asked = await anchor.PostAsync(
            $"/api/v1/rooms/{Stage}/questions", new { text = "How many geese?", options = new[] { "1", "2" }, answer = 1, seconds = 60, winners = 1, productId = "gushi-goose" });
        var id = asked.GetProperty("id").GetString()!;
        await device.AnswerAsync(QuestionId.Parse(id), 1);
        await anchor.PostAsync($"/api/v1/rooms/{Stage}/questions/{id}/close");
        await anchor.PostAsync($"/api/v1/rooms/{Stage}/questions/{id}/reveal");
    }

    private static async Task<long> ReadAsync(HttpClient person)
    {
        using var page = JsonDocument.Parse(await person.GetStringAsync("/api/v1/my/inbox"));
        return page.RootElement.GetProperty("read").GetInt64();
    }

    /// <summary>A token of the shop's login (RFC 7515, HS256).</summary>
    private static string PersonsToken()
    {
        var header = Base64UrlEncoder.Encode("""{"alg":"HS256","typ":"JWT"}""");
        var payload = Base64UrlEncoder.Encode(JsonSerializer.Serialize(
            new { iss = Issuer, aud = "livefestival", sub = "mei", name = "Mei", exp = DateTimeOffset.UtcNow.AddHours(2).ToUnixTimeSeconds() }));
        return $"{header}.{payload}.{Base64UrlEncoder.Encode(HMACSHA256.HashData(Key, Encoding.ASCII.GetBytes($"{header}.{payload}")))}";
    }
}

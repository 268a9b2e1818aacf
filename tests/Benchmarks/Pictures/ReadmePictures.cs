using System.Net.Http.Json;
using Microsoft.Playwright;
using TestKit;
using TestKit.Browsing;
using TestKit.Hosts;
using TestKit.Rooms;

namespace Benchmarks.Pictures;

/// <summary>
/// Makes the README's two pictures from the running demo: the watch page with a pin and some talk, and the control room. WebP, at most
/// <see cref="MaxBytes"/> each, in <c>.github/pictures</c>.
/// </summary>
internal static class ReadmePictures
{
    private const int MaxBytes = 150_000;
    private const string Stage = "gushi";

    private static readonly (string Name, string Words)[] Talk =
    [
        ("Li Na", "固始鹅是散养的吗？"), ("Chen", "Is the goose shipped frozen?"), ("阿梅", "画面好清楚！"), ("Zhou", "去年买过，孩子爱吃"), ("Tom", "Greetings from Lisbon"),
    ];

    public static async Task MakeAsync()
    {
        await using var host = await FestivalHost.StartAsync("--Demo:SlotSeconds", "300", "--Demo:SceneHeight", "720");
        await using var chromium = await Chromium.StartAsync();
        using var anchor = host.Client(host.Demo.AnchorToken);
        var watch = await chromium.OpenAsync(host.Http, $"/watch/{Stage}");
        await PlayerStats.PlayingAsync(watch, 60);
        using var pinned = await anchor.PostAsJsonAsync($"/api/v1/rooms/{Stage}/pin", new { productId = "gushi-goose" });
        pinned.EnsureSuccessStatusCode();
        foreach (var (name, words) in Talk)
        {
            await using var guest = await RoomUser.GuestAsync(host.Anonymous, host.Http, name);
            await guest.JoinAsync(Stage);
            await guest.SayAsync(words);
        }

        await Assertions.Expect(watch.GetByTestId("pin-card")).ToBeVisibleAsync();
        await Assertions.Expect(watch.GetByText(Talk[^1].Words)).ToBeVisibleAsync();
        await KeepAsync(watch, "watch");

        var control = await chromium.OpenAsync(host.Http, $"/control#token={host.Demo.OperatorToken}");
        await Assertions.Expect(control.GetByTestId($"order-room-{Stage}")).ToBeVisibleAsync();
        // The programme and the four stages move.
        await control.WaitForFunctionAsync("() => [...document.querySelectorAll('video')].filter(video => video.readyState >= 2).length >= 5");
        await KeepAsync(control, "control");
    }

    /// <summary>Playwright writes PNG and JPEG only; the browser itself also writes WebP.</summary>
    private static async Task KeepAsync(IPage page, string name)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        var answer = await session.SendAsync(
            "Page.captureScreenshot", new Dictionary<string, object>(StringComparer.Ordinal) { ["format"] = "webp", ["quality"] = 80 });
        var picture = answer!.Value.GetProperty("data").GetBytesFromBase64();
        if (picture.Length > MaxBytes)
            throw new InvalidOperationException($"The picture {name} has {picture.Length} bytes, more than {MaxBytes}.");

        var folder = Directory.CreateDirectory(Path.Combine(Repository.Root, ".github", "pictures")).FullName;
        var file = Path.Combine(folder, $"{name}.webp");
        await File.WriteAllBytesAsync(file, picture);
        Console.WriteLine($"{file}: {picture.Length} bytes");
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using TestKit;
using TestKit.Browsing;
using TestKit.Hosts;

namespace Benchmarks.Pictures;

/// <summary>
/// Makes the README's two pictures from the running demo, with its audience and its hand: the watch page of the stage on air with a question, a
/// pin and some talk, and the control room. WebP, at most <see cref="MaxBytes"/> each, in <c>.github/pictures</c>.
/// </summary>
internal static class ReadmePictures
{
    private const int MaxBytes = 150_000;
    private const int Lines = 12;

    /// <summary>To draw the films, and until the hand asks again.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Until no player starts with the slate that was there before the films.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(40);

    public static async Task MakeAsync()
    {
        await using var host = await FestivalHost.StartAsync("--Demo:SlotSeconds", "600", "--Demo:SceneHeight", "720", "--Demo:Audience", "12", "--Demo:Hand", "true");
        foreach (var stage in host.Demo.StreamKeys.Keys)
            await Eventually.TrueAsync(async () => !(await ChannelAsync(host, stage)).GetProperty("slate").GetBoolean(), $"{stage} is live", Patience);
        await Task.Delay(Settling);
        var onAir = (await ChannelAsync(host, "festival")).GetProperty("onAir").GetString();
        await using var chromium = await Chromium.StartAsync();
        var watch = await chromium.OpenAsync(host.Http, $"/watch/{onAir}");
        await PlayerStats.PlayingAsync(watch, 60);
        await UncoverAsync(watch);
        await watch.WaitForFunctionAsync(
            "lines => document.querySelectorAll('[data-testid=chat-line]').length >= lines && ['question', 'pin-card'].every((id) => document.querySelector(`[data-testid=${id}]`))",
            Lines, new PageWaitForFunctionOptions { Timeout = (float)Patience.TotalMilliseconds });
        await KeepAsync(watch, "watch");

        var control = await chromium.OpenAsync(host.Http, $"/control#token={host.Demo.OperatorToken}", 1366, 768);
        await Assertions.Expect(control.GetByTestId($"order-room-{onAir}")).ToBeVisibleAsync();
        // The programme and the four stages move.
        await control.WaitForFunctionAsync(
            "() => [...document.querySelectorAll('video')].filter(video => video.readyState >= 3).length >= 5 && !document.querySelector('.spinner')", null,
            new PageWaitForFunctionOptions { Timeout = (float)Patience.TotalMilliseconds });
        await UncoverAsync(control);
        await KeepAsync(control, "control");
    }

    /// <summary>Turns the sound on and lets the controls go, so that nothing lies over the picture.</summary>
    private static async Task UncoverAsync(IPage page)
    {
        await page.GetByTestId("unmute").First.ClickAsync();
        await page.Mouse.MoveAsync(2, 2);
        await Assertions.Expect(page.GetByTestId("controls").First).ToHaveCSSAsync("opacity", "0");
    }

    private static Task<JsonElement> ChannelAsync(FestivalHost host, string channel) => host.Anonymous.GetFromJsonAsync<JsonElement>($"/api/v1/channels/{channel}");

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

using TestKit;
using TestKit.Hosts;
using TestKit.Media;

namespace LiveFestival.Tests.Recovery;

[Parallelizable(ParallelScope.Self)]
public sealed class EncoderLostTests
{
    [Test]
    public async Task Viewers_see_the_slate_when_the_encoder_is_killed_and_the_stage_again_when_it_is_back()
    {
        await using var host = await FestivalHost.StartAsync("--Demo:Encoders", "false");
        var url = host.RtmpUrl(host.Demo.StreamKeys["gushi"]);
        await using var first = Encoder.Start(url);
        await WaitForSlateAsync(host, showing: false);
        await using var page = await WatchedPage.OpenAsync(host.Http, "gushi");
        await page.ShowsAsync(await SinceAsync(host));

        first.Kill();
        await WaitForSlateAsync(host, showing: true);
        var lost = await SinceAsync(host);
        await using var second = Encoder.Start(url);
        await WaitForSlateAsync(host, showing: false);
        var back = await SinceAsync(host);
        var master = await host.Anonymous.GetStringAsync("/live/gushi/index.m3u8");
        await page.ShowsAsync(back.AddSeconds(3));
        var shown = await page.AssertPlayedOnAsync();

        Assert.Multiple(() =>
        {
            Assert.That(master, Does.Contain("#EXTM3U"));
            Assert.That(shown.Count(date => date < lost), Is.Positive, "the first encoder's picture");
            Assert.That(shown.Count(date => date >= back), Is.GreaterThan(1), "the second encoder's picture");
        });
    }

    /// <summary>Date-time at which what is shown now, the slate or the source, began.</summary>
    private static async Task<DateTimeOffset> SinceAsync(FestivalHost host) =>
        DateTimeOffset.FromUnixTimeMilliseconds((await host.ChannelAsync("gushi")).GetProperty("since").GetInt64());

    private static Task WaitForSlateAsync(FestivalHost host, bool showing) =>
        Eventually.TrueAsync(async () => (await host.ChannelAsync("gushi")).GetProperty("slate").GetBoolean() == showing, $"slate {showing}");
}

using TestKit.Browsing;
using TestKit;
using TestKit.Hosts;
using TestKit.Media;

namespace LiveFestival.Tests.Recovery;

public sealed class EncoderLostTests
{
    [Test]
    public async Task Viewers_see_the_slate_when_the_encoder_is_killed_and_the_stage_again_when_it_is_back()
    {
        await using var host = await FestivalHost.StartAsync("--Demo:Encoders", "false");
        var url = host.RtmpUrl(host.Demo.StreamKeys["gushi"]);
        var first = Encoder.Start(url);
        var page = await Browser.OpenAsync(host.Http, "/watch/gushi");
        await using var context = page.Context;
        await using var encoder = first;
        await WaitForSlateAsync(host, showing: false);
        await PlayerStats.PlayingAsync(page);
        var before = await PlayerStats.ReadAsync(page);

        first.Kill();
        await WaitForSlateAsync(host, showing: true);
        await using var second = Encoder.Start(url);
        await WaitForSlateAsync(host, showing: false);
        var back = await Eventually.ValueAsync(async () => await MasterAsync(host), "the playlist is there");
        await page.WaitForFunctionAsync("start => document.querySelector('[data-testid=video]').currentTime > start + 8", before.CurrentTime);
        var after = await PlayerStats.ReadAsync(page);

        Assert.Multiple(() =>
        {
            Assert.That(back, Does.Contain("#EXTM3U"));
            Assert.That(after.FatalErrors, Is.Zero, "fatal errors of the player");
            Assert.That(
                (after.CurrentTime - before.CurrentTime) / (after.WallSeconds - before.WallSeconds), Is.GreaterThanOrEqualTo(0.85), "playback stalled");
        });
    }

    private static Task WaitForSlateAsync(FestivalHost host, bool showing) =>
        Eventually.TrueAsync(async () => (await host.ChannelAsync("gushi")).GetProperty("slate").GetBoolean() == showing, $"slate {showing}");

    private static async Task<string?> MasterAsync(FestivalHost host) => await host.Anonymous.GetStringAsync("/live/gushi/index.m3u8");
}

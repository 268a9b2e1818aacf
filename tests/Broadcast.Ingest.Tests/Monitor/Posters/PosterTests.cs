using System.Net;
using System.Net.Http.Headers;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Monitor;
using Broadcast.Ingest.Sources.Health;
using Broadcast.Ingest.Tests.Playout;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Processes;

namespace Broadcast.Ingest.Tests.Monitor.Posters;

internal sealed class PosterTests
{
    private static readonly StageId Zhanyi = StageId.Parse("zhanyi");

    [Test]
    public async Task A_poster_shows_the_slate_then_the_source_then_the_slate_again()
    {
        await using var host = await ChannelsHost.StartAsync(ChannelsHost.Slot("now", "zhanyi", -10, 600));
        using var client = host.Client();
        await Eventually.TrueAsync(async () => IsSlate(await CornerAsync(client, "zhanyi")), "the slate's poster");
        await Eventually.TrueAsync(async () => IsSlate(await CornerAsync(client, "festival")), "the relay's, which has no source either");
        Assert.That((await client.GetAsync("/live/nowhere/poster.jpg")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));

        var began = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        await using (ScriptedEncoder.Start(host.RtmpUrl("zhanyi"), (ScriptedEncoder.MovingRed, ScriptedEncoder.Tone, 60)))
        {
            await Eventually.TrueAsync(async () => IsRed(await CornerAsync(client, "zhanyi")), "the source's poster");
            await Eventually.TrueAsync(async () => IsRed(await CornerAsync(client, "festival")), "the relay's, which cuts to the stage a moment later");
            Assert.That(IsSlate(await CornerAsync(client, "gushi")), "another stage shows this one's picture");
            await IsCachedAsync(client);
            await IsKeptAsync(client, began);
            await LevelIsMeasuredAsync(host);
            await ComesBackAsync(host);
        }

        await Eventually.TrueAsync(async () => IsSlate(await CornerAsync(client, "zhanyi")), "the slate's poster again");
    }

    private static async Task IsCachedAsync(HttpClient client)
    {
        using var poster = await client.GetAsync("/live/zhanyi/poster.jpg");
        Assert.That(poster.Headers.CacheControl!.MaxAge, Is.LessThanOrEqualTo(TimeSpan.FromSeconds(4)));
        Assert.That(poster.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(["*"]));

        // A newer one may have come between the two.
        await Eventually.TrueAsync(
            async () =>
            {
                using var first = await client.GetAsync("/live/zhanyi/poster.jpg");
                using var again = new HttpRequestMessage(HttpMethod.Get, "/live/zhanyi/poster.jpg");
                again.Headers.IfNoneMatch.Add(new EntityTagHeaderValue(first.Headers.ETag!.Tag));
                using var answer = await client.SendAsync(again);
                return answer.StatusCode == HttpStatusCode.NotModified;
            },
            "a poster that is known is not sent again");
    }

    private static async Task IsKeptAsync(HttpClient client, long began)
    {
        foreach (var channel in (string[])["zhanyi", "festival"])
        {
            var board = await Eventually.ValueAsync(
                async () =>
                {
                    var text = await client.GetStringAsync($"/live/{channel}/storyboard.vtt?from={began - 1000}&to={began + 60_000}");
                    return text.Contains(".jpg", StringComparison.Ordinal) ? text : null;
                },
                "a poster is kept");
            var name = board.Split('\n').First(line => line.EndsWith(".jpg", StringComparison.Ordinal));
            var kept = await client.GetByteArrayAsync($"/live/{channel}/{name}");

            Assert.That(board, Does.StartWith("WEBVTT\n\n00:00:00.000 --> "));
            Assert.That(IsRed(await JpegColour.CornerAsync(kept)));
            var at = long.Parse(Path.GetFileNameWithoutExtension(name), System.Globalization.CultureInfo.InvariantCulture);
            Assert.That(at, Is.InRange(began - 1000, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()), "its time is not channel time");
        }

        Assert.That((await client.GetAsync("/live/zhanyi/storyboard.vtt?from=5&to=4")).StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That((await client.GetAsync("/live/zhanyi/posters/1.jpg")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    /// <summary>FFmpeg's tone has an eighth of the full scale: a square mean of -21.1 dBFS.</summary>
    private static async Task LevelIsMeasuredAsync(ChannelsHost host)
    {
        var readings = host.Services.GetRequiredService<StageReadings>();
        var reading = readings.Of(Zhanyi);
        // One reading holds all three: on a busy machine the next may be of a moment without sound.
        await Eventually.TrueAsync(
            () => (reading = readings.Of(Zhanyi)) is { Level: > -22.5 and < -19.5, Peak: not null, Blackness: not null }, "tone and picture are measured");
        Assert.That(reading.Peak, Is.EqualTo(-18).Within(1.5));
        Assert.That(reading.Blackness, Is.LessThan(0.2));
    }

    /// <summary>The watching FFmpeg is killed: the stage does not notice, and another one watches.</summary>
    private static async Task ComesBackAsync(ChannelsHost host)
    {
        var monitor = host.Services.GetRequiredService<StageWatches>().Of(Zhanyi)!;
        var before = monitor.Poster!.At;
        var watching = ProcessTable.DescendantsOf(Environment.ProcessId)
            .Where(id => ProcessTable.All().Any(process => process.Id == id && process.CommandLine.Contains("[gray]", StringComparison.Ordinal))).ToList();
        Assert.That(watching, Has.Count.EqualTo(1));
        Signals.Kill(watching[0]);

        await Eventually.TrueAsync(() => monitor.Failures == 1 && monitor.Poster is { } poster && poster.At > before, "another FFmpeg watches");
        Assert.That(host.Channels.Stage("zhanyi")!.Output.OnSlate, Is.False);
    }

    private static async Task<(int Red, int Green, int Blue)> CornerAsync(HttpClient client, string channel)
    {
        using var answer = await client.GetAsync($"/live/{channel}/poster.jpg");
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            return default;

        Assert.That(answer.Content.Headers.ContentType!.MediaType, Is.EqualTo("image/jpeg"));
        return await JpegColour.CornerAsync(await answer.Content.ReadAsByteArrayAsync());
    }

    private static bool IsRed((int Red, int Green, int Blue) colour) => colour is { Red: > 200, Green: < 60, Blue: < 60 };

    /// <summary>0x14352a.</summary>
    private static bool IsSlate((int Red, int Green, int Blue) colour) => colour is { Red: < 50, Green: > 30 and < 80, Blue: > 20 and < 70 };
}

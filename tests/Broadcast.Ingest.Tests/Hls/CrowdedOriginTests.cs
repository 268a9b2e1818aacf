using System.Net;
using Broadcast.Ingest.Tests.Playout;
using Broadcast.Ingest.Tests.Rtmp;
using Microsoft.Extensions.Logging;
using TestKit;
using TestKit.Hls;
using TestKit.Hosts;

namespace Broadcast.Ingest.Tests.Hls;

/// <summary>What a player hears whose request cannot wait because too many others do.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class CrowdedOriginTests
{
    private static readonly IPAddress Village = IPAddress.Parse("203.0.113.7");
    private readonly CapturedLog _log = new();

    [TestCase(true, 429, "hls.crowded")]
    [TestCase(false, 503, "hls.busy")]
    public async Task It_is_told_why_and_the_refusal_is_counted_and_noted(bool oneAddress, int status, string code)
    {
        await using var host = await ChannelsHost.StartAsync(builder =>
        {
            builder.Logging.AddProvider(_log);
            builder.Configuration["Ingest:Hls:MaxHeld"] = oneAddress ? "20" : "1";
            if (oneAddress)
                FromElsewhere.Apply(builder.Services, Village);
        });
        using var counted = new CounterSums(host.Services);
        using var client = host.Client();

        (int Status, string Text, bool Again) refused = default;
        await Eventually.TrueAsync(
            async () =>
            {
                var playlist = PlaylistReader.Read(await client.GetStringAsync("/live/festival/ll.m3u8"));
                var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => AskAsync($"/live/festival/ll.m3u8?_HLS_msn={playlist.Segments[^1].Number + 1}")));
                refused = answers.FirstOrDefault(answer => answer.Status != 200);
                return refused != default;
            },
            "one of five is refused");

        Assert.That(refused.Status, Is.EqualTo(status));
        Assert.That(refused.Text, Does.Contain($"\"{code}\""));
        Assert.That(refused.Again, Is.True, "it says when to ask again");
        Assert.That(counted[$"livefestival.ingest.hls.refused {code}"], Is.Positive);
        Assert.That(_log.AtLeast(LogLevel.Information).Count(line => line.Contains($"was refused: {code}", StringComparison.Ordinal)), Is.EqualTo(1));

        async Task<(int Status, string Text, bool Again)> AskAsync(string path)
        {
            using var answer = await client.GetAsync(path);
            return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.RetryAfter is not null);
        }
    }
}

using Broadcast.Ingest.Tests.Inputs.Pull;
using Broadcast.Ingest.Tests.Playout;
using Microsoft.Extensions.Configuration;
using TestKit;
using TestKit.Hls;
using TestKit.Media;

namespace Broadcast.Ingest.Tests.Inputs;

/// <summary>The playlists that players get while a stage's inputs change, with the configuration as an operator writes it.</summary>
internal sealed class ChannelOverSwitchTests
{
    [Test]
    public async Task A_return_from_the_backup_is_one_discontinuity_and_no_slate()
    {
        using var folder = new TemporaryFolder();
        var file = await Feeder.MakeFileAsync(folder.Path, "film.mp4", 4, "-c:v", "libx264", "-c:a", "aac");
        await using var host = await ChannelsHost.StartAsync(builder => builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["Ingest:Inputs:zhanyi:0:Kind"] = "push",
            ["Ingest:Inputs:zhanyi:1:Kind"] = "file",
            ["Ingest:Inputs:zhanyi:1:Path"] = file,
            ["Ingest:Sources:ReturnAfter"] = "00:00:01",
        }));
        var output = host.Channels.Stage("zhanyi")!.Output;
        await Eventually.TrueAsync(() => !output.OnSlate, "the file is on air");
        using var client = host.Client();
        var linter = new PlaylistLinter();
        var began = await SplicesAsync(client, linter);

        await using var encoder = Encoder.Start(host.RtmpUrl("zhanyi"), new EncoderPicture { Width = 256, Height = 144 });
        var slate = false;
        await Eventually.TrueAsync(
            async () =>
            {
                slate |= output.OnSlate;
                return await SplicesAsync(client, linter) > began;
            },
            "the encoder is on air", TimeSpan.FromSeconds(30));

        Assert.That(linter.Faults, Is.Empty);
        Assert.That(slate, Is.False, "the slate was seen between the two");
        Assert.That(await SplicesAsync(client, linter), Is.EqualTo(began + 1));
    }

    private static async Task<int> SplicesAsync(HttpClient client, PlaylistLinter linter)
    {
        linter.Check(await client.GetStringAsync(new Uri("/live/zhanyi/ll.m3u8", UriKind.Relative)));
        return linter.Last.Segments.Count(segment => segment.Discontinuity);
    }
}

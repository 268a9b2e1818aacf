using Broadcast.Ingest.Packaging;
using TestKit;
using TestKit.Media;

namespace Broadcast.Ingest.Tests.Sources;

internal sealed class StageSourceTests
{
    [Test]
    public async Task A_clip_comes_out_as_fragments_that_last_as_long_as_it_does()
    {
        var clip = await FlvClip.MakeAsync();
        await using var bench = new SourceBench();
        var session = bench.Publish();

        var began = DateTimeOffset.UtcNow;
        await SourceBench.SendAsync(session, clip.Messages);
        var ended = DateTimeOffset.UtcNow;
        await session.DisposeAsync();

        var fragments = bench.Heard.Fragments;
        Assert.That(bench.Heard.Runs, Has.Count.EqualTo(1));
        Assert.That(fragments, Has.Count.EqualTo(100));
        Assert.That(fragments.Where(fragment => fragment.Independent).Select(fragment => fragments.ToList().IndexOf(fragment)), Is.EqualTo([0, 25, 50, 75]));
        Assert.That(fragments.Sum(fragment => fragment.Duration.TotalSeconds), Is.EqualTo(4).Within(0.03));
        Assert.That(fragments[0].Start, Is.EqualTo(began).Within(TimeSpan.FromMilliseconds(250)));
        Assert.That(fragments[^1].End, Is.EqualTo(ended).Within(TimeSpan.FromMilliseconds(250)));
        Assert.That(fragments.Zip(fragments.Skip(1)).All(pair => pair.First.End == pair.Second.Start));
        Assert.That(bench.Heard.Runs[0].Codecs, Does.Match("^avc1\\.42[0-9a-f]{4},mp4a\\.40\\.2$"));
        Assert.That((bench.Heard.Runs[0].Width, bench.Heard.Runs[0].Height, bench.Heard.Runs[0].FrameRate), Is.EqualTo((320, 180, 25.0)));
        Assert.That(bench.Heard.OffAir, Is.EqualTo([100]));
        Assert.That(await DecodedAsync(fragments), Is.Empty);
    }

    private static async Task<string> DecodedAsync(IEnumerable<Fragment> fragments)
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "run.mp4");
        await using (var stream = File.Create(file))
        {
            await stream.WriteAsync(fragments.First().Run.Init);
            foreach (var fragment in fragments)
                await stream.WriteAsync(fragment.Bytes);
        }

        Assert.That(await Probe.CodecsAsync(file), Is.EqualTo(["aac", "h264"]));
        return await Probe.DecodeAsync(file);
    }
}

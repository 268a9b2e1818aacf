using System.Net;
using Broadcast.Ingest.Rtmp.Publishing;
using Broadcast.Ingest.Sources;
using Broadcast.Ingest.Sources.Order;
using Broadcast.Ingest.Tests.Inputs.Pull;
using Broadcast.Ingest.Tests.Sources;
using TestKit;

namespace Broadcast.Ingest.Tests.Inputs;

/// <summary>Primary and backup on one stage, with real FFmpeg on both sides.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class SwitchingTests
{
    private static readonly SourceOptions Quick = new() { BackupAfter = TimeSpan.FromSeconds(1), ReturnAfter = TimeSpan.FromSeconds(1) };

    [Test]
    public async Task A_file_comes_in_for_an_encoder_that_stays_away_and_gives_way_at_its_keyframe_when_it_is_back()
    {
        using var folder = new TemporaryFolder();
        var file = await Feeder.MakeFileAsync(folder.Path, "film.mp4", 4, "-c:v", "libx264", "-c:a", "aac");
        var clip = await FlvClip.MakeAsync();
        await using var bench = new SourceBench(Quick, new InputOptions { Kind = "push" }, new InputOptions { Kind = "file", Path = file });
        var encoder = bench.Publish();
        await SourceBench.SendAsync(encoder, clip.Messages.Where(message => message.Timestamp < 2000));
        Assert.That((bench.Input(0).State, bench.Input(1).State), Is.EqualTo((InputState.Delivering, InputState.Idle)));

        await Eventually.TrueAsync(() => bench.Input(1).Active && bench.Stage.Live, "the file is on air");
        Assert.That((encoder.Session, encoder.Dropped.IsCancellationRequested), Is.EqualTo((default(SourceSession), false)), "the encoder stands by");
        Assert.That(bench.Input(0).State, Is.EqualTo(InputState.Silent));

        await SourceBench.SendAsync(encoder, clip.Media.Where(message => message.Timestamp < 3800));
        Assert.That(bench.Input(0).Active);
        await Eventually.TrueAsync(() => bench.Input(1).State == InputState.Idle, "the file is idle again");
        await encoder.DisposeAsync();

        var heard = bench.Heard.Fragments;
        Assert.That(bench.Heard.Runs, Has.Count.EqualTo(3));
        Assert.That(bench.Heard.InOrder, "time never goes back");
        Assert.That(bench.Heard.Runs.Select(run => heard.First(fragment => fragment.Run == run).Independent), Is.All.True);
        var (left, taken) = (heard.Last(fragment => fragment.Run == bench.Heard.Runs[1]), heard.First(fragment => fragment.Run == bench.Heard.Runs[2]));
        Assert.That(taken.Start - left.End, Is.LessThan(TimeSpan.FromSeconds(0.5)), "no hole at the return");
    }

    [Test]
    public async Task An_encoder_below_the_input_on_air_is_let_in_and_stands_by()
    {
        using var folder = new TemporaryFolder();
        var file = await Feeder.MakeFileAsync(folder.Path, "film.mp4", 4, "-c:v", "libx264", "-c:a", "aac");
        var clip = await FlvClip.MakeAsync();
        await using var bench = new SourceBench(Quick, new InputOptions { Kind = "file", Path = file }, new InputOptions { Kind = "push" });
        await Eventually.TrueAsync(() => bench.Stage.Live, "the file is on air");

        var encoder = bench.Publish();
        await SourceBench.SendAsync(encoder, clip.Messages.Where(message => message.Timestamp < 1500));

        Assert.That(encoder.Session, Is.Null);
        Assert.That(encoder.Input.StandbyDropped, Is.GreaterThan(50));
        Assert.That((bench.Input(0).Active, bench.Input(1).State), Is.EqualTo((true, InputState.Delivering)));
        Assert.That(bench.Heard.Runs, Has.Count.EqualTo(1));
        Assert.That(bench.Stage.Admit(new PublishRequest("key", new IPEndPoint(IPAddress.Parse("10.0.0.9"), 1), ""), "digest").Refusal, Is.EqualTo("busy"));
        Assert.That(bench.Stage.DropPublisher("forced-out"));
        Assert.That(encoder.Dropped.IsCancellationRequested);
    }

    [Test]
    public async Task A_stage_whose_order_has_no_push_lets_no_encoder_in()
    {
        await using var bench = new SourceBench(null, new InputOptions { Kind = "rtmp", Url = "rtmp://127.0.0.1:1/live/x" });

        Assert.That(bench.Stage.Admit(new PublishRequest("key", new IPEndPoint(IPAddress.Loopback, 1), ""), "digest").Refusal, Is.EqualTo("no-push"));
    }
}

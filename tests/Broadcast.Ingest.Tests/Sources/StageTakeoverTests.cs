using System.Net;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Rtmp.Publishing;
using Broadcast.Ingest.Sources;
using TestKit;

namespace Broadcast.Ingest.Tests.Sources;

[Parallelizable(ParallelScope.All)]
internal sealed class StageTakeoverTests
{
    private static readonly MediaMessage Anything = new(MediaKind.Data, 0, new byte[] { 2, 0, 0 });

    [TestCase("10.0.0.1", null, null)]
    [TestCase("10.0.0.2", null, null)]
    [TestCase("10.0.0.1", "one", "two")]
    [TestCase("10.0.0.1", "one", null)]
    [TestCase("10.0.0.1", null, "two")]
    public async Task Another_publisher_is_refused_while_the_first_one_sends(string address, string? firstMark, string? secondMark)
    {
        await using var bench = new SourceBench();
        bench.Publish("10.0.0.1", session: firstMark).Write(Anything);

        var second = bench.Stage.Admit(Request(address, secondMark), "digest");

        Assert.That(second.Refusal, Is.EqualTo("busy"));
        Assert.That(bench.Stage.Health().LastRefusal, Is.EqualTo("busy"));
    }

    [Test]
    public async Task The_same_mark_takes_over_and_the_first_session_is_dropped()
    {
        await using var bench = new SourceBench();
        var first = bench.Publish("10.0.0.1", session: "phone");
        first.Write(Anything);

        var second = bench.Publish("10.0.0.2", session: "phone");

        Assert.That(first.Dropped.IsCancellationRequested);
        Assert.That(second.Dropped.IsCancellationRequested, Is.False);
        Assert.That(bench.Stage.Session, Is.SameAs(second.Session));
        Assert.That(bench.Input(0).Reason, Is.Null, "the reason is the first one's");
    }

    [Test]
    public async Task A_silent_publisher_gives_way()
    {
        await using var bench = new SourceBench(new SourceOptions { StaleAfter = TimeSpan.FromSeconds(1) });
        var first = bench.Publish("10.0.0.1");
        first.Write(Anything);

        Assert.That(bench.Stage.Admit(Request("10.0.0.2"), "digest").Refusal, Is.EqualTo("busy"));
        await Eventually.TrueAsync(() => first.Arrivals.Age > TimeSpan.FromSeconds(1), "the publisher is silent");
        bench.Publish("10.0.0.2");

        Assert.That(first.Dropped.IsCancellationRequested);
    }

    [Test]
    public async Task A_stale_publisher_gives_way_however_often_that_happens()
    {
        await using var bench = new SourceBench(new SourceOptions { StaleAfter = TimeSpan.Zero, TakeoversPerMinute = 2 });
        for (var i = 0; i < 5; i++)
            bench.Publish();

        Assert.That(bench.Stage.Admit(Request("10.0.0.2"), "digest").Refusal, Is.Null);
    }

    [Test]
    public async Task Takeovers_are_limited()
    {
        await using var bench = new SourceBench(new SourceOptions { TakeoversPerMinute = 2 });
        for (var i = 0; i < 3; i++)
            bench.Publish(session: "phone");

        var next = bench.Stage.Admit(Request("10.0.0.1", "phone"), "digest");

        Assert.That(next.Refusal, Is.EqualTo("too-many-takeovers"));
        Assert.That(bench.Stage.Session!.Feed.Dropped.IsCancellationRequested, Is.False);
    }

    [Test]
    public async Task After_a_publisher_left_the_stage_is_free()
    {
        await using var bench = new SourceBench();
        var first = bench.Publish("10.0.0.1");
        first.Write(Anything);

        await first.DisposeAsync();
        Assert.That(bench.Stage.HasFeed, Is.False);
        bench.Publish("10.0.0.2");

        Assert.That(bench.Stage.HasFeed);
    }

    [Test]
    public async Task A_takeover_while_on_air_goes_on_with_a_new_run_and_never_backwards()
    {
        var clip = await FlvClip.MakeAsync();
        await using var bench = new SourceBench();
        var first = bench.Publish(session: "phone");
        var sending = SourceBench.SendAsync(first, clip.Messages);
        await Eventually.TrueAsync(() => bench.Heard.Fragments.Count >= 30, "the first one is live");

        var second = bench.Publish(session: "phone");
        await SourceBench.SendAsync(second, clip.Messages.Where(message => message.Timestamp < 1500));
        await second.DisposeAsync();
        await sending;

        Assert.That(bench.Heard.Runs, Has.Count.EqualTo(2));
        Assert.That(bench.Heard.InOrder);
        Assert.That(bench.Heard.OffAir, Has.Count.EqualTo(1), "it went off air between the two");
    }

    private static PublishRequest Request(string address, string? session = null) =>
        new("key", new IPEndPoint(IPAddress.Parse(address), 50000), "FMLE/3.0", session);
}

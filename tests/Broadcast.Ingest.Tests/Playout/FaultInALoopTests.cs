using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Sources;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TestKit;
using TestKit.Media;

namespace Broadcast.Ingest.Tests.Playout;

/// <summary>A fault of one stage or relay ends neither the host nor the others. The faults are exceptions from a log.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class FaultInALoopTests
{
    [TestCase("xinxian")]
    [TestCase("night")]
    public async Task A_channel_that_cannot_begin_costs_the_others_nothing_and_begins_once_it_can(string failing)
    {
        var log = new FaultyLog { Refused = $"Channel {failing} plays" };
        await using var host = await ChannelsHost.StartAsync(builder => builder.Logging.AddProvider(log));
        (host.Stages, host.Relays) = (["zhanyi", "gushi", "xinxian", "shangcheng"], ["festival", "night", "morning"]);
        var others = ((string[])["zhanyi", "gushi", "xinxian", "shangcheng", "festival", "night", "morning"]).Where(channel => channel != failing).ToList();

        await host.SetRundownAsync();
        await Eventually.TrueAsync(() => log.Faults >= 2 || Stopping(host), "it is tried again");
        Assert.That(Stopping(host), Is.False);
        Assert.That(host.Channels.Output(failing), Is.Null);
        Assert.That(others.Where(channel => host.Channels.Output(channel) is null), Is.Empty);

        log.Refused = null;
        await Eventually.TrueAsync(() => host.Channels.Output(failing) is not null, "it plays");
        var listed = host.Channels.Output(failing)!.ListedEnd;
        await Eventually.TrueAsync(() => host.Channels.Output(failing)!.ListedEnd > listed, "it goes on");
        Assert.That(log.Lines.Where(line => line.Contains("has ended", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public async Task A_listener_that_fails_when_a_channel_begins_is_notified_again_and_the_others_once()
    {
        await using var host = await ChannelsHost.StartAsync(_ => { });
        var (asked, heard) = (0, 0);
        // The relay of the host may begin meanwhile, and is not meant.
        host.Channels.Began += output =>
        {
            if (output.Id.Value == "xinxian" && Interlocked.Increment(ref asked) == 1)
                throw new IOException("A fault of this listener.");
        };
        host.Channels.Began += output => Interlocked.Add(ref heard, output.Id.Value == "xinxian" ? 1 : 0);
        host.Stages = [.. host.Stages, "xinxian"];

        await host.SetRundownAsync();

        await Eventually.TrueAsync(() => Volatile.Read(ref asked) == 2 || Stopping(host), "the listener is notified again");
        Assert.That(Stopping(host), Is.False);
        Assert.That(Volatile.Read(ref heard), Is.EqualTo(1));
        Assert.That(host.Channels.Stage("xinxian"), Is.Not.Null);
    }

    [Test]
    public async Task A_source_whose_tick_fails_leaves_the_others_theirs_and_lives_on()
    {
        var log = new FaultyLog();
        await using var host = await ChannelsHost.StartAsync(builder => builder.Logging.AddProvider(log));
        var stages = host.Services.GetRequiredService<StageRegistry>();
        var (zhanyi, gushi) = (stages.Source(StageId.Parse("zhanyi")), stages.Source(StageId.Parse("gushi")));
        await using var one = Encoder.Start(host.RtmpUrl("zhanyi"));
        await using var two = Encoder.Start(host.RtmpUrl("gushi"));
        await Eventually.TrueAsync(() => zhanyi.Live && gushi.Live, "both are live", TimeSpan.FromSeconds(60));

        // Without pictures the tick calls the listener's OnOffAir, which throws. Logging that fault throws too, so the tick fails.
        log.Refused = "A listener failed on a fragment";
        var listening = zhanyi.Subscribe(new FailingListener());
        one.Freeze();
        await Eventually.TrueAsync(() => log.Faults > 0, "the tick of zhanyi failed");
        two.Freeze();
        await Eventually.TrueAsync(() => !gushi.Live || Stopping(host), "the tick of gushi goes on");
        Assert.That(Stopping(host), Is.False);

        log.Refused = null;
        listening.Dispose();
        one.Thaw();
        await Eventually.TrueAsync(() => zhanyi.Live, "zhanyi is live again", TimeSpan.FromSeconds(60));
    }

    [Test]
    public async Task A_fault_behind_FFmpeg_costs_one_run_and_the_encoder_stays_however_often()
    {
        var log = new FaultyLog();
        await using var host = await ChannelsHost.StartAsync(builder => builder.Logging.AddProvider(log));
        var zhanyi = host.Services.GetRequiredService<StageRegistry>().Source(StageId.Parse("zhanyi"));
        await using var encoder = Encoder.Start(host.RtmpUrl("zhanyi"));
        await Eventually.TrueAsync(() => zhanyi.Live, "it is live", TimeSpan.FromSeconds(60));
        var session = zhanyi.Session;

        for (var fault = 1; fault <= 4; fault++)
        {
            var (run, faults) = (session!.Run!.ProcessId, log.Faults);
            // The listener throws on a fragment, and logging that fault throws too: what reads FFmpeg's output fails.
            using (zhanyi.Subscribe(new DeafListener()))
            {
                log.Refused = "A listener failed on a fragment";
                await Eventually.TrueAsync(() => log.Faults > faults, "the reader failed");
                log.Refused = null;
            }

            await Eventually.TrueAsync(
                () => zhanyi.Live && zhanyi.Session?.Run is { Lost: false } next && next.ProcessId != run, "another run is on air", TimeSpan.FromSeconds(60));
        }

        Assert.That(zhanyi.Session, Is.SameAs(session));
        Assert.That(encoder.HasExited, Is.False);
    }

    private sealed class DeafListener : IFragmentListener
    {
        public void OnFragment(Fragment fragment) => throw new InvalidOperationException("A fault of this listener.");

        public void OnOffAir()
        {
        }
    }

    private static bool Stopping(ChannelsHost host) => host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;

    private sealed class FailingListener : IFragmentListener
    {
        public void OnFragment(Fragment fragment)
        {
        }

        public void OnOffAir() => throw new InvalidOperationException("A fault of this listener.");
    }
}

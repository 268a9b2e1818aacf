using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Sockets;
using Broadcast.Ingest.HttpFlv;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Tests.Channels;
using Broadcast.Ingest.Tests.Playout;
using Broadcast.Ingest.Tests.Rtmp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using TestKit;
using TestKit.Media;
using TestKit.Processes;

namespace Broadcast.Ingest.Tests.HttpFlv;

/// <summary>A real host, encoder and HTTP: a channel over HTTP-FLV, from slate to source and back.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class HttpFlvTests
{
    [Test]
    public async Task A_channel_goes_on_over_slate_source_and_slate_on_one_timeline_and_all_of_it_decodes()
    {
        await using var host = await ChannelsHost.StartAsync();
        using var http = host.Client();
        using var client = await FlvClient.OpenAsync(http, "zhanyi");
        await client.UntilAsync(() => client.Pictures.Count() > 30, "the slate");
        await using (var encoder = Encoder.Start(host.RtmpUrl("zhanyi")))
        {
            await client.UntilAsync(() => client.Runs == 2 && client.Pictures.Last().Time > client.Tags.Last(tag => tag.Body is [_, 0, ..] && tag.Type == 9).Time + 3000, "three seconds of the source");
            encoder.Kill();
        }

        await client.UntilAsync(() => client.Runs == 3, "the slate again");
        var slateAgain = client.Pictures.Count();
        await client.UntilAsync(() => client.Pictures.Count() > slateAgain + 25, "a second of it");

        Assert.That(Steps(client.Pictures), Has.All.InRange(0, 700));
        Assert.That(Steps(client.Sounds), Has.All.InRange(0, 700));
        Assert.That(Math.Abs((long)client.Pictures.Last().Time - client.Sounds.Last().Time), Is.LessThan(600));
        Assert.That(client.Pictures.First().IsKey, "It begins with a keyframe.");
        using var folder = new TemporaryFolder();
        var file = folder.File("watched.flv");
        await File.WriteAllBytesAsync(file, client.All);
        Assert.That(await DecodeAsync(file), Is.Empty);
        Assert.That(await Probe.CodecsAsync(file), Is.EqualTo(["aac", "h264"]));
    }

    [Test]
    public async Task A_client_gets_the_last_keyframe_at_once_and_the_present_soon_after_it_was_sent()
    {
        await using var host = await ChannelsHost.StartAsync();
        using var http = host.Client();
        await using var encoder = Encoder.Start(host.RtmpUrl("gushi"), new EncoderPicture { Gop = 50 });
        var output = host.Channels.Output("gushi")!;
        await Eventually.TrueAsync(() => !output.OnSlate && output.End - output.Since > TimeSpan.FromSeconds(1), "a second of the source");

        using var client = await FlvClient.OpenAsync(http, "gushi");
        await client.UntilAsync(() => client.Pictures.Any(), "the first picture", TimeSpan.FromSeconds(2));
        Assert.That(client.Pictures.First().IsKey);

        // The pictures since the keyframe are there already: they come faster than in real time.
        await client.UntilAsync(() => client.Pictures.Count() >= 60, "it goes on");
        Assert.That(Steps(client.Pictures), Has.All.InRange(30, 50));
    }

    [Test]
    public async Task Nothing_is_encoded_while_nobody_watches()
    {
        await using var host = await ChannelsHost.StartAsync();
        var feed = await Eventually.ValueAsync(() => Task.FromResult(host.Services.GetRequiredService<FlvFeeds>().Find("zhanyi")), "the feed");
        var output = host.Channels.Output("zhanyi")!;
        var end = output.End;
        await Eventually.TrueAsync(() => output.End - end > TimeSpan.FromSeconds(1), "the slate goes on");
        Assert.That(feed.Head, Is.Zero);

        using var http = host.Client();
        using (var client = await FlvClient.OpenAsync(http, "zhanyi"))
            await client.UntilAsync(() => client.Pictures.Count() > 5, "pictures");
        await Eventually.TrueAsync(() => host.Services.GetRequiredService<FlvClients>().Count == 0, "the client is gone");
        var head = feed.Head;
        end = output.End;
        await Eventually.TrueAsync(() => output.End - end > TimeSpan.FromSeconds(1), "the slate goes on");

        Assert.That(head, Is.Positive);
        Assert.That(feed.Head, Is.EqualTo(head));
    }

    [Test]
    public async Task Clients_share_what_is_encoded_and_answers_have_the_right_status_and_headers()
    {
        await using var host = await ChannelsHost.StartAsync();
        using var http = host.Client();
        using var one = await FlvClient.OpenAsync(http, "zhanyi");
        using var other = await FlvClient.OpenAsync(http, "zhanyi");
        await one.UntilAsync(() => one.Pictures.Count() > 80, "pictures");
        await other.UntilAsync(() => other.Pictures.Any(tag => tag.Time == one.Pictures.Last().Time), "the same pictures");
        var common = other.Pictures.ToDictionary(tag => tag.Time, tag => tag.Body);
        Assert.That(one.Pictures.Where(tag => common.ContainsKey(tag.Time)).Select(tag => tag.Body), Is.EqualTo(common.Values.Take(one.Pictures.Count(tag => common.ContainsKey(tag.Time)))));

        Assert.That(one.Response.Content.Headers.ContentType?.MediaType, Is.EqualTo("video/x-flv"));
        Assert.That(one.Response.Headers.CacheControl?.NoStore, Is.True);
        Assert.That(one.Response.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(["*"]));
        using var head = await http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/live/zhanyi.flv"));
        Assert.That((head.StatusCode, head.Content.Headers.ContentType?.MediaType), Is.EqualTo((HttpStatusCode.OK, "video/x-flv")));
        using var unknown = await http.GetAsync(new Uri("/live/nowhere.flv", UriKind.Relative));
        Assert.That(unknown.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await unknown.Content.ReadAsStringAsync(), Does.Contain("channel.unknown"));
    }

    [Test]
    public async Task Who_is_too_slow_goes_on_at_the_newest_keyframe()
    {
        await using var host = await ChannelsHost.StartAsync();
        var feed = await Eventually.ValueAsync(() => Task.FromResult(host.Services.GetRequiredService<FlvFeeds>().Find("zhanyi")), "the feed");
        using var reader = feed.Read(TimeSpan.FromMilliseconds(500));
        var first = await Eventually.ValueAsync(() => Task.FromResult(reader.Next()), "the first keyframe");
        await Eventually.TrueAsync(() => feed.NewestKey > first.Number && feed.HeadTime - first.Time > 2000, "it falls behind");

        var next = reader.Next()!;

        Assert.That(next.Independent);
        Assert.That(next.Number, Is.EqualTo(feed.NewestKey).Or.EqualTo(first.Number + 1 + reader.Skipped));
        Assert.That((reader.Skips, reader.Skipped), Is.EqualTo((1, next.Number - first.Number - 1)));
        Assert.That(reader.Skipped, Is.Positive);
        Assert.That(reader.Next()?.Number, Is.Null.Or.EqualTo(next.Number + 1));
    }

    [Test]
    public void A_gop_that_cannot_be_encoded_costs_its_pictures_and_neither_the_channel_nor_the_reader()
    {
        using var output = new WatchedOutput(new FakeTimeProvider());
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var feed = new FlvFeed(output.Output, TimeSpan.FromSeconds(3), new HttpFlvMetrics(services.GetRequiredService<IMeterFactory>()), NullLogger.Instance);
        var (fragments, run) = (new TestFragments(), TestFragments.Run("run"));
        Fragment Unreadable(int second, bool independent) =>
            fragments.Next(run, DateTimeOffset.UnixEpoch.AddSeconds(second), TimeSpan.FromSeconds(1), independent) with { Bytes = "no boxes"u8.ToArray() };
        for (var i = 0; i < 3; i++)
            feed.OnFragment(Unreadable(i, independent: i == 0));

        using var reader = feed.Read(TimeSpan.FromSeconds(1));
        Assert.That(() => feed.OnFragment(Unreadable(4, independent: true)), Throws.Nothing);

        Assert.That(reader.Next(), Is.Null);
    }

    [Test]
    public async Task A_client_that_reads_nothing_is_closed()
    {
        await using var host = await ChannelsHost.StartAsync(builder =>
        {
            builder.Services.PostConfigure<HttpFlvOptions>(options => options.WriteTimeout = TimeSpan.FromSeconds(1));
            builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["Ingest:Monitor:Enabled"] = "false",
            });
        });
        // The meter hears all hosts of this process; no other test has a client that is stuck.
        var reasons = new ConcurrentBag<string>();
        using var meter = Watch("livefestival.ingest.flv.closed", "reason", reasons.Add);
        // Noise at 6 Mb/s: what the system buffers for a client is full within a few seconds.
        await using var encoder = TestProcess.Start("ffmpeg",
            ["-nostdin", "-v", "error", "-re", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25,noise=alls=12:allf=t", "-c:v", "libx264", "-preset", "ultrafast",
                "-b:v", "6M", "-minrate", "6M", "-maxrate", "6M", "-bufsize", "3M", "-g", "25", "-pix_fmt", "yuv420p", "-f", "flv", host.RtmpUrl("zhanyi")]);
        await Eventually.TrueAsync(() => !host.Channels.Output("zhanyi")!.OnSlate, "the stage is live");
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 2048 };
        await socket.ConnectAsync(IPAddress.Loopback, host.Http.Port);

        await socket.SendAsync("GET /live/zhanyi.flv HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"u8.ToArray());

        await Eventually.TrueAsync(() => reasons.Contains("stuck", StringComparer.Ordinal), "it is closed");
        await Eventually.TrueAsync(() => host.Services.GetRequiredService<FlvClients>().Count == 0, "it has made room");
    }

    [Test]
    public async Task There_are_no_more_clients_than_may_be_and_who_leaves_makes_room()
    {
        using var log = new CapturedLog();
        await using var host = await ChannelsHost.StartAsync(builder =>
        {
            builder.Configuration.AddInMemoryCollection([KeyValuePair.Create<string, string?>("Ingest:HttpFlv:MaxClients", "1")]);
            builder.Logging.AddProvider(log);
        });
        using var http = host.Client();
        using (var client = await FlvClient.OpenAsync(http, "zhanyi"))
        {
            using var second = await http.GetAsync(new Uri("/live/zhanyi.flv", UriKind.Relative));
            Assert.That(second.StatusCode, Is.EqualTo(HttpStatusCode.ServiceUnavailable));
            Assert.That(await second.Content.ReadAsStringAsync(), Does.Contain("flv.full"));
            Assert.That(log.AtLeast(LogLevel.Information), Has.Some.Contains("HTTP-FLV: 127.0.0.1 was refused: flv.full"));
        }

        await Eventually.TrueAsync(() => host.Services.GetRequiredService<FlvClients>().Count == 0, "the client is gone");
        using var third = await FlvClient.OpenAsync(http, "zhanyi");
        await third.UntilAsync(() => third.Pictures.Any(), "a picture");
    }

    private static MeterListener Watch(string name, string tag, Action<string> heard)
    {
        var meter = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Name == name)
                    listener.EnableMeasurementEvents(instrument);
            },
        };
        meter.SetMeasurementEventCallback<long>((_, _, tags, _) =>
        {
            foreach (var (key, value) in tags)
                if (key == tag)
                    heard((string)value!);
        });
        meter.Start();
        return meter;
    }

    /// <summary>Decodes each picture at its own time, because two pictures around a cut may be closer than a frame.</summary>
    private static async Task<string> DecodeAsync(string file)
    {
        await using var decoder = TestProcess.Start("ffmpeg",
            ["-nostdin", "-v", "error", "-i", file, "-fps_mode", "passthrough", "-enc_time_base", "-1", "-f", "null", "-"]);
        await decoder.WaitForExitAsync(TimeSpan.FromSeconds(40));
        return decoder.Output;
    }

    private static IEnumerable<long> Steps(IEnumerable<ReceivedTag> tags)
    {
        var times = tags.Select(tag => (long)tag.Time).ToList();
        return times.Skip(1).Zip(times, (next, time) => next - time);
    }
}

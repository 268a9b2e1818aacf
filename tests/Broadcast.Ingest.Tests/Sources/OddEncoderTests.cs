using System.Diagnostics;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Rtmp.Chunks;
using Broadcast.Ingest.Tests.Rtmp;
using Broadcast.Ingest.Tests.Rtmp.Chunks;
using TestKit;

namespace Broadcast.Ingest.Tests.Sources;

/// <summary>What odd encoders send over RTMP plays, or ends with a reason that the person at the encoder reads.</summary>
internal sealed class OddEncoderTests
{
    private const string Key = "a-key-of-gushi-odd";
    private SourcesHost _host = null!;
    private FragmentLog _heard = null!;
    private IDisposable _subscription = null!;

    [SetUp]
    public async Task Begin()
    {
        _host = await SourcesHost.StartAsync(Key);
        _heard = new FragmentLog();
        _subscription = _host.Source.Subscribe(_heard);
    }

    [TearDown]
    public async Task End()
    {
        _subscription.Dispose();
        await _host.DisposeAsync();
    }

    [TestCase(1u)]
    [TestCase(127u)]
    public async Task Small_chunks_play(uint size)
    {
        var clip = await FlvClip.MakeAsync(seconds: 2);
        await using var client = await RtmpClient.PublishAsync(_host.Rtmp, Key);
        await client.SendAsync(2, new RtmpMessage(MessageType.SetChunkSize, 0, 0, ChunkEncoder.BigEndian(size)));
        client.Chunks.ChunkSize = (int)size;

        await SendAsync(client, clip.Messages);

        await Eventually.TrueAsync(() => _heard.Fragments.Count >= 35, "most of the clip is out");
        Assert.That(await FragmentMedia.FaultsAsync(_heard.Fragments), Is.Empty);
    }

    [Test]
    public async Task The_URL_form_with_a_virtual_host_plays()
    {
        var clip = await FlvClip.MakeAsync(seconds: 2);
        await using var client = await RtmpClient.PublishAsync(_host.Rtmp, Key, "live...vhost...festival.example");

        await SendAsync(client, clip.Messages);

        await Eventually.TrueAsync(() => _heard.Fragments.Count >= 35, "most of the clip is out");
    }

    /// <summary>Sends the messages in real time by their own timestamps, as changed by <paramref name="change"/>.</summary>
    private static async Task SendAsync(RtmpClient client, IEnumerable<MediaMessage> messages, Func<MediaMessage, MediaMessage>? change = null)
    {
        var watch = Stopwatch.StartNew();
        foreach (var message in messages)
        {
            var due = TimeSpan.FromMilliseconds(message.Timestamp) - watch.Elapsed;
            if (due > TimeSpan.FromMilliseconds(5))
                await Task.Delay(due);
            await client.SendAsync(change is null ? message : change(message));
        }
    }
}

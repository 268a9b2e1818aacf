using System.Net;
using System.Text.RegularExpressions;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Ingest.Recording;
using Broadcast.Ingest.Tests.Playout;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Hls;

namespace Broadcast.Ingest.Tests.Recording;

[Parallelizable(ParallelScope.Self)]
internal sealed partial class RecordingHttpTests
{
    private ChannelsHost _host;
    private HttpClient _client;

    [OneTimeSetUp]
    public async Task Start()
    {
        _host = await ChannelsHost.StartAsync();
        _client = _host.Client();
        await Eventually.TrueAsync(() => _host.Services.GetRequiredService<RecordingStore>().Archives.Count() == 3, "every channel is recorded");
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Test]
    public async Task Going_back_leads_from_the_multivariant_playlist_to_media()
    {
        var from = DateTimeOffset.UtcNow.AddSeconds(-40).ToString("O");
        var multivariant = await _client.GetStringAsync($"/live/zhanyi/plain.m3u8?from={Uri.EscapeDataString(from)}");
        var media = multivariant.TrimEnd().Split('\n')[^1];
        Assert.That(media, Does.Match(@"^full\.m3u8\?from=\d+0000$"), "a whole minute, the same for everyone");

        var playlist = PlaylistReader.Read(await _client.GetStringAsync($"/live/zhanyi/{media}"));
        var live = PlaylistReader.Read(await _client.GetStringAsync("/live/zhanyi/full.m3u8"));

        Assert.That(playlist.Segments.Single(segment => segment.Number == live.Segments[0].Number).Uri, Is.EqualTo(live.Segments[0].Uri));
        Assert.That((await _client.GetAsync($"/live/zhanyi/{playlist.Segments[0].Uri}")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
    }

    [Test]
    public async Task Media_that_has_left_memory_comes_from_disk_as_it_was()
    {
        var playlist = PlaylistReader.Read(await _client.GetStringAsync("/live/gushi/full.m3u8"));
        var segment = playlist.Segments[^1].Uri!;
        var fresh = await _client.GetByteArrayAsync($"/live/gushi/{segment}");
        var freshInit = await _client.GetByteArrayAsync($"/live/gushi/{playlist.Segments[^1].Map}");
        var archive = _host.Services.GetRequiredService<RecordingStore>().Find(ChannelId.Parse("gushi"));
        var (epoch, number) = (segment.Split('/')[0], long.Parse(Number().Match(segment).Groups["number"].Value));
        var found = await Eventually.ValueAsync(async () => await archive!.FindAsync(epoch, number, CancellationToken.None) is { } there ? there.Path : null, "the segment is on disk");
        Assert.That(found, Does.EndWith(".media"));

        await using var server = await RecordedServer.StartAsync(_host.Services.GetRequiredService<RecordingStore>(), "gushi");
        var recorded = await server.Client.GetAsync($"/{segment}");
        var recordedInit = await server.Client.GetByteArrayAsync($"/{playlist.Segments[^1].Map}");

        Assert.That(await recorded.Content.ReadAsByteArrayAsync(), Is.EqualTo(fresh));
        Assert.That(recorded.Headers.CacheControl!.ToString(), Does.Contain("immutable"));
        Assert.That(recordedInit, Is.EqualTo(freshInit));
        Assert.That((await server.Client.GetAsync($"/{epoch}/s1.m4s")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await server.Client.GetAsync("/init/..%2f..%2fsecret.mp4")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
    }

    [Test]
    public async Task What_is_recorded_of_a_stage_that_has_left_stays_readable()
    {
        // The first slate is dated a little before the channel began, perhaps in the minute before.
        var from = DateTimeOffset.UtcNow.AddMinutes(-2).ToUnixTimeMilliseconds();
        _host.Stages = ["zhanyi", "gushi", "suning"];
        await _host.SetRundownAsync();
        var store = _host.Services.GetRequiredService<RecordingStore>();
        await Eventually.TrueAsync(() => store.Find(ChannelId.Parse("suning")) is { Volumes.Count: > 0 }, "it is recorded");
        _host.Stages = ["zhanyi", "gushi"];
        await _host.SetRundownAsync();
        await Eventually.TrueAsync(() => _host.Channels.Stage("suning") is null, "it has left");

        var playlists = await Task.WhenAll(((string[])["plain", "full"]).Select(name => _client.GetStringAsync($"/live/suning/{name}.m3u8?from={from}")));

        Assert.That((await _client.GetAsync("/live/suning/index.m3u8")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound), "it is offered no more");
        Assert.That((await _client.GetAsync($"/live/nowhere/full.m3u8?from={from}")).StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        foreach (var playlist in playlists.Select(PlaylistReader.Read))
        {
            Assert.That((playlist.Ended, playlist.Segments.Count > 0), Is.EqualTo((true, true)));
            Assert.That((await _client.GetAsync($"/live/suning/{playlist.Segments[0].Uri}")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That((await _client.GetAsync($"/live/suning/{playlist.Segments[0].Map}")).StatusCode, Is.EqualTo(HttpStatusCode.OK));
        }
    }

    [TestCase("/live/zhanyi/plain.m3u8?from=soon")]
    [TestCase("/live/zhanyi/full.m3u8?from=")]
    public async Task An_invalid_instant_is_refused(string path)
    {
        using var answer = await _client.GetAsync(path);

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await answer.Content.ReadAsStringAsync(), Does.Contain("hls.from"));
        Assert.That(answer.Headers.CacheControl!.NoStore, Is.True);
    }

    [GeneratedRegex(@"/s(?<number>\d+)\.", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}

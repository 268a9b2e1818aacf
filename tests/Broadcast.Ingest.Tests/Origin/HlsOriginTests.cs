using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Broadcast.Ingest.Tests.Playout;
using TestKit.Hls;

namespace Broadcast.Ingest.Tests.Origin;

/// <summary>The origin over HTTP, on channels that play the slate.</summary>
internal sealed class HlsOriginTests
{
    private ChannelsHost _host = null!;
    private HttpClient _client = null!;

    [OneTimeSetUp]
    public async Task Start()
    {
        _host = await ChannelsHost.StartAsync();
        _client = _host.Client();
    }

    [OneTimeTearDown]
    public async Task Stop()
    {
        _client.Dispose();
        await _host.DisposeAsync();
    }

    [Test]
    public async Task A_player_that_reloads_part_by_part_never_gets_a_fault_or_the_same_list_twice()
    {
        var linter = new PlaylistLinter();
        var playlist = linter.Check(await _client.GetStringAsync("/live/festival/ll.m3u8"))!;
        for (var i = 0; i < 10; i++)
        {
            var (number, part) = NextPart(playlist);
            var next = linter.Check(await _client.GetStringAsync($"/live/festival/ll.m3u8?_HLS_msn={number}&_HLS_part={part}"))!;

            Assert.That(next.Parts.Last().Uri, Is.Not.EqualTo(playlist.Parts.Last().Uri));
            playlist = next;
        }

        Assert.That(linter.Faults, Is.Empty);
    }

    [Test]
    public async Task A_reload_without_a_part_waits_for_the_whole_segment()
    {
        var number = Read(await _client.GetStringAsync("/live/zhanyi/ll.m3u8")).Segments[^1].Number + 1;

        var playlist = Read(await _client.GetStringAsync($"/live/zhanyi/ll.m3u8?_HLS_msn={number}"));

        Assert.That(playlist.Whole.Last().Number, Is.GreaterThanOrEqualTo(number));
    }

    [Test]
    public async Task A_part_past_the_end_of_a_segment_means_the_first_of_the_next()
    {
        var open = Read(await _client.GetStringAsync("/live/zhanyi/ll.m3u8")).Segments[^1].Number;

        var playlist = Read(await _client.GetStringAsync($"/live/zhanyi/ll.m3u8?_HLS_msn={open}&_HLS_part=5"));

        Assert.That(playlist.Segments[^1].Number, Is.GreaterThan(open));
        Assert.That(playlist.Segments[^1].Parts, Is.Not.Empty);
    }

    [Test]
    public async Task An_old_segment_is_answered_with_the_playlist_at_once()
    {
        using var response = await _client.GetAsync("/live/zhanyi/ll.m3u8?_HLS_msn=5&_HLS_part=1");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(Read(await response.Content.ReadAsStringAsync()).Segments, Is.Not.Empty);
    }

    [TestCase("_HLS_part=1")]
    [TestCase("_HLS_msn=x")]
    [TestCase("_HLS_msn=-1")]
    [TestCase("_HLS_msn=LAST+3")]
    [TestCase("_HLS_msn=LAST&_HLS_part=40")]
    [TestCase("_HLS_msn=1&_HLS_msn=2")]
    [TestCase("_HLS_skip=NO")]
    [TestCase("_HLS_skip=YES&_HLS_skip=v2")]
    public async Task Wrong_directives_are_refused(string query)
    {
        var last = Read(await _client.GetStringAsync("/live/zhanyi/ll.m3u8")).Segments[^1].Number;
        query = query.Replace("LAST+3", $"{last + 10}", StringComparison.Ordinal).Replace("LAST", $"{last}", StringComparison.Ordinal);

        using var response = await _client.GetAsync($"/live/zhanyi/ll.m3u8?{query}");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.BadRequest));
        Assert.That(await CodeAsync(response), Is.EqualTo("hls.directive"));
        Assert.That(response.Headers.CacheControl?.NoStore, Is.True);
    }

    [Test]
    public async Task The_hinted_part_is_held_until_it_is_there_and_kept_by_caches_for_good()
    {
        var playlist = Read(await _client.GetStringAsync("/live/zhanyi/ll.m3u8"));

        using var response = await _client.GetAsync($"/live/zhanyi/{playlist.PreloadHint}");
        var after = Read(await _client.GetStringAsync("/live/zhanyi/ll.m3u8"));

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(response.Headers.CacheControl?.ToString(), Does.Contain("immutable").And.Contain("max-age=31536000"));
        Assert.That(response.Content.Headers.ContentType?.MediaType, Is.EqualTo("video/mp4"));
        Assert.That(after.Parts.Select(part => part.Uri), Does.Contain(playlist.PreloadHint));
    }

    [Test]
    public async Task A_segment_is_its_parts_one_after_another()
    {
        var segment = Read(await _client.GetStringAsync("/live/zhanyi/ll.m3u8")).Whole.Last(segment => segment.Parts.Count > 0);

        var whole = await _client.GetByteArrayAsync($"/live/zhanyi/{segment.Uri}");
        var parts = new List<byte>();
        foreach (var part in segment.Parts)
            parts.AddRange(await _client.GetByteArrayAsync($"/live/zhanyi/{part.Uri}"));

        Assert.That(whole, Is.EqualTo(parts));
    }

    [Test]
    public async Task Both_multivariant_playlists_name_a_media_playlist_and_what_is_needed_to_play_it()
    {
        var lowLatency = (await _client.GetStringAsync("/live/festival/index.m3u8")).Split('\n');
        var plain = (await _client.GetStringAsync("/live/festival/plain.m3u8")).Split('\n');

        Assert.That((lowLatency[3], plain[3]), Is.EqualTo(("ll.m3u8", "full.m3u8")));
        var attributes = PlaylistReader.Attributes(lowLatency[2]["#EXT-X-STREAM-INF:".Length..]);
        Assert.That(attributes["CODECS"], Is.EqualTo("avc1.640028,mp4a.40.2"));
        Assert.That(attributes["RESOLUTION"], Is.EqualTo("640x360"));
        Assert.That(long.Parse(attributes["BANDWIDTH"]), Is.GreaterThan(1000));
        var linter = new PlaylistLinter();
        linter.Check(await _client.GetStringAsync("/live/festival/full.m3u8"));
        Assert.That(linter.Faults, Is.Empty);
        Assert.That(linter.Last.Segments.Sum(segment => segment.Duration), Is.GreaterThan(12));
    }

    [Test]
    public async Task Playlists_are_compressed_for_clients_that_accept_it()
    {
        var number = Read(await _client.GetStringAsync("/live/zhanyi/ll.m3u8")).Segments[^1].Number + 1;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/live/zhanyi/ll.m3u8?_HLS_msn={number}&_HLS_part=0") { Headers = { { "Accept-Encoding", "gzip, br" } } };

        using var response = await _client.SendAsync(request);
        await using var gzip = new GZipStream(await response.Content.ReadAsStreamAsync(), CompressionMode.Decompress);
        using var reader = new StreamReader(gzip);

        Assert.That(response.Content.Headers.ContentEncoding, Is.EqualTo(["gzip"]));
        Assert.That(response.Headers.Vary, Is.EqualTo(["Accept-Encoding"]));
        Assert.That(Read(await reader.ReadToEndAsync()).Segments, Is.Not.Empty);
    }

    [Test]
    public async Task Any_origin_may_play_and_ask_with_a_preflight_or_HEAD()
    {
        using var preflight = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Options, "/live/zhanyi/ll.m3u8"));
        using var head = await _client.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/live/zhanyi/ll.m3u8"));

        Assert.That(preflight.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(preflight.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(["*"]));
        Assert.That(head.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        Assert.That(head.Content.Headers.ContentLength, Is.GreaterThan(500));
        Assert.That(head.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(["*"]));
        Assert.That(head.Content.Headers.ContentType?.MediaType, Is.EqualTo("application/vnd.apple.mpegurl"));
    }

    [TestCase("YES")]
    [TestCase("v2")]
    public async Task A_player_may_ask_for_what_is_new_alone(string skip)
    {
        var linter = new PlaylistLinter();
        var playlist = linter.Check(await _client.GetStringAsync("/live/festival/ll.m3u8"))!;
        for (var i = 0; i < 3; i++)
        {
            var (number, part) = NextPart(playlist);
            playlist = linter.Check(await _client.GetStringAsync($"/live/festival/ll.m3u8?_HLS_msn={number}&_HLS_part={part}&_HLS_skip={skip}"))!;
        }

        Assert.That(linter.Faults, Is.Empty);
        Assert.That(playlist.CanSkipUntil, Is.EqualTo(24));
    }

    [Test]
    public async Task A_reload_at_the_live_edge_may_be_kept_by_caches_and_a_bare_one_for_a_second()
    {
        using var bare = await _client.GetAsync("/live/zhanyi/ll.m3u8");
        var (number, part) = NextPart(Read(await bare.Content.ReadAsStringAsync()));
        using var edge = await _client.GetAsync($"/live/zhanyi/ll.m3u8?_HLS_msn={number}&_HLS_part={part}");

        Assert.That(bare.Headers.CacheControl, Is.EqualTo(new CacheControlHeaderValue { Public = true, MaxAge = TimeSpan.FromSeconds(1) }));
        Assert.That(edge.Headers.CacheControl, Is.EqualTo(new CacheControlHeaderValue { Public = true, MaxAge = TimeSpan.FromSeconds(12) }));
        Assert.That(edge.Headers.Vary, Is.EqualTo(["Accept-Encoding"]));
    }

    [TestCase("/live/nowhere/index.m3u8", "channel.unknown")]
    [TestCase("/live/nowhere/ll.m3u8", "channel.unknown")]
    [TestCase("/live/UPPER/full.m3u8", "channel.unknown")]
    [TestCase("/live/zhanyi/ll-4320p.m3u8", "rendition.unknown")]
    [TestCase("/live/zhanyi/full-4320p.m3u8", "rendition.unknown")]
    [TestCase("/live/zhanyi/0/s1.m4s", "media.unknown")]
    [TestCase("/live/zhanyi/0/p1.m4s", "media.unknown")]
    [TestCase("/live/zhanyi/init/no.mp4", "media.unknown")]
    public async Task What_does_not_exist_is_answered_with_a_code_and_not_cached(string url, string code)
    {
        using var response = await _client.GetAsync(url);

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That(await CodeAsync(response), Is.EqualTo(code));
        Assert.That(response.Headers.CacheControl?.NoStore, Is.True);
        Assert.That(response.Headers.GetValues("Access-Control-Allow-Origin"), Is.EqualTo(["*"]));
    }

    [Test]
    public async Task A_thousand_held_reloads_wake_together()
    {
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 1000 };
        using var many = new HttpClient(handler) { BaseAddress = _host.Http };
        var (number, part) = NextPart(Read(await _client.GetStringAsync("/live/gushi/ll.m3u8")));

        var answers = await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => many.GetStringAsync($"/live/gushi/ll.m3u8?_HLS_msn={number}&_HLS_part={part + 1}")));

        Assert.That(answers.Select(Read).Select(playlist => playlist.Segments[^1].Number), Is.All.GreaterThanOrEqualTo(number));
    }

    private static MediaPlaylist Read(string text) => PlaylistReader.Read(text);

    /// <summary>The segment and part that a player asks for next.</summary>
    private static (long Number, int Part) NextPart(MediaPlaylist playlist)
    {
        var last = playlist.Segments[^1];
        return last.Uri is null ? (last.Number, last.Parts.Count) : (last.Number + 1, 0);
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage response)
    {
        using var problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return problem.RootElement.GetProperty("code").GetString();
    }
}

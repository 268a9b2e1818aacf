using TestKit;
using TestKit.Hls;
using TestKit.Media;

namespace Broadcast.Ingest.Tests.Playout;

/// <summary>Real encoders of two kinds, real FFmpeg, a real clock: what the relay sends can be decoded, run by run.</summary>
internal sealed class FestivalRunTests
{
    [Test]
    public async Task A_relay_over_two_unlike_stages_and_a_slate_is_sound_and_each_run_decodes()
    {
        await using var host = await ChannelsHost.StartAsync();
        await using var zhanyi = Encoder.Start(host.RtmpUrl("zhanyi"), new EncoderPicture { Width = 320, Height = 180 });
        await using var gushi = Encoder.Start(host.RtmpUrl("gushi"), new EncoderPicture { Width = 256, Height = 144, Gop = 40, FrameRate = 20 });
        await Eventually.TrueAsync(() => host.Channels.Stages.All(stage => !stage.Output.OnSlate), "both stages play");
        await host.SetRundownAsync(ChannelsHost.Slot("s1", "zhanyi", 0, 4), ChannelsHost.Slot("s2", "gushi", 4, 5));
        using var client = host.Client();
        var watched = new Watcher(client);

        await watched.UntilAsync(() => watched.Runs.Count >= 4 && watched.Runs[^1].Count >= 3);

        Assert.That(watched.Linter.Faults, Is.Empty);
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 4; i++)
        {
            var file = folder.File($"{i}.mp4");
            await watched.SaveAsync(watched.Runs[i], file);
            Assert.That(await Probe.DecodeAsync(file), Is.Empty, $"run {i}");
            Assert.That(await Probe.CodecsAsync(file), Is.EqualTo(["aac", "h264"]), $"run {i}");
        }
    }

    [Test]
    public async Task A_killed_encoder_is_covered_and_its_return_needs_no_new_playlist()
    {
        await using var host = await ChannelsHost.StartAsync();
        using var client = host.Client();
        var watched = new Watcher(client, "zhanyi");
        await using (var first = Encoder.Start(host.RtmpUrl("zhanyi")))
        {
            await watched.UntilAsync(() => watched.Splices >= 1);
            first.Kill();
        }

        await watched.UntilAsync(() => watched.Splices >= 2);
        await using var second = Encoder.Start(host.RtmpUrl("zhanyi"));
        await watched.UntilAsync(() => watched.Splices >= 3);

        Assert.That(watched.Linter.Faults, Is.Empty);
        Assert.That(host.Channels.Stage("zhanyi")!.Output.OnSlate, Is.False);
    }

    /// <summary>Plays as a low-latency player does: asks for part after part, and keeps what it saw.</summary>
    private sealed class Watcher(HttpClient client, string channel = "festival")
    {
        private readonly Dictionary<long, PlaylistSegment> _segments = [];
        private readonly Dictionary<string, byte[]> _media = new(StringComparer.Ordinal);

        public PlaylistLinter Linter { get; } = new();

        /// <summary>The whole segments seen, by discontinuity.</summary>
        public IReadOnlyList<List<PlaylistSegment>> Runs =>
            [.. _segments.Values.OrderBy(segment => segment.Number).GroupBy(segment => segment.DiscontinuityNumber).Select(run => run.ToList())];

        /// <summary>How often the channel went to the slate or back.</summary>
        public int Splices => Linter.Reloads == 0 ? 0 : Linter.Last.Segments.Count(segment => segment.Discontinuity);

        public async Task UntilAsync(Func<bool> enough)
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
            var url = $"/live/{channel}/ll.m3u8";
            var query = "";
            while (!enough())
            {
                var playlist = Linter.Check(await client.GetStringAsync(url + query, limit.Token)) ?? throw new FormatException(string.Join('\n', Linter.Faults));
                foreach (var segment in playlist.Whole)
                    _segments[segment.Number] = segment;
                foreach (var uri in playlist.Whole.SelectMany(segment => (string[])[segment.Map, segment.Uri!]).Where(uri => !_media.ContainsKey(uri)))
                    _media[uri] = await client.GetByteArrayAsync($"/live/{channel}/{uri}", limit.Token);
                var last = playlist.Segments[^1];
                query = last.Uri is null ? $"?_HLS_msn={last.Number}&_HLS_part={last.Parts.Count}" : $"?_HLS_msn={last.Number + 1}&_HLS_part=0";
            }
        }

        public async Task SaveAsync(List<PlaylistSegment> run, string file)
        {
            await using var output = File.Create(file);
            await output.WriteAsync(_media[run[0].Map]);
            foreach (var segment in run)
                await output.WriteAsync(_media[segment.Uri!]);
        }
    }
}

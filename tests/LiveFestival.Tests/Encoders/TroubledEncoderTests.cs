using System.Threading.Channels;
using TestKit;
using TestKit.Hls;
using TestKit.Hosts;
using TestKit.Media;

[assembly: LevelOfParallelism(2)]

namespace LiveFestival.Tests.Encoders;

/// <summary>
/// Faults that encoders have on a long day, each test on its own stage, two at a time. Whatever an encoder sends, every playlist is correct
/// and matches its media, and a watching page plays on without a reload and without going back.
/// </summary>
[Parallelizable(ParallelScope.Children)]
public sealed class TroubledEncoderTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private readonly Channel<string> _stages = Channel.CreateUnbounded<string>();
    private readonly TemporaryFolder _folder = new();
    private FestivalHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await FestivalHost.StartAsync("--Demo:Encoders", "false");
        foreach (var stage in _host.Demo.StreamKeys.Keys)
            await _stages.Writer.WriteAsync(stage);
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [TestCase(16774, TestName = "A_stream_passes_the_end_of_24_bit_timestamps_as_any_other_second")]
    [TestCase(4294960, TestName = "A_stream_passes_the_end_of_32_bit_timestamps_as_any_other_second")]
    public Task A_stream_passes_the_end_of_its_timestamps(int offset) =>
        OnStageAsync(async stage =>
        {
            await using var encoder = new Recipe { Options = ["-output_ts_offset", $"{offset}"] }.Start(stage.Url);
            await stage.LiveAsync();
            await stage.PassAsync(Second * 14);
            await stage.IsOneRunAsync();
        });

    [Test]
    public Task An_encoder_that_freezes_for_ten_seconds_is_back_without_a_reload() =>
        OnStageAsync(async stage =>
        {
            await using var encoder = new Recipe().Start(stage.Url);
            await stage.LiveAsync();
            await stage.PassAsync(Second * 3);
            encoder.Freeze();
            await stage.LiveAsync(live: false);
            await stage.PassAsync(Second * 9);
            encoder.Thaw();
            await stage.LiveAsync();
            await stage.PassAsync(Second * 4);
        });

    [Test]
    public Task A_GOP_of_ten_seconds_plays_and_raises_its_alarm() =>
        OnStageAsync(async stage =>
        {
            await using var encoder = new Recipe { Gop = 10 * Recipe.FrameRate }.Start(stage.Url);
            await stage.LiveAsync();
            await stage.PassAsync(Second * 13);
            await Eventually.TrueAsync(async () => (await stage.AlarmsAsync()).Contains("gop.too_long", StringComparer.Ordinal), "the alarm", Second * 120);
        });

    [Test]
    public Task A_clock_that_is_500_ppm_fast_is_followed() =>
        OnStageAsync(async stage =>
        {
            await using var encoder = new Recipe { VideoFilter = "setpts=PTS*0.9995", AudioFilter = "asetpts=PTS*0.9995" }.Start(stage.Url);
            await stage.LiveAsync();
            await stage.PassAsync(Second * 20);
            await stage.IsOneRunAsync();
        });

    [Test]
    public Task Holes_of_three_seconds_in_the_sound_and_then_in_the_picture_are_bridged() =>
        OnStageAsync(async stage =>
        {
            var (whole, mute, both) = (Name("whole"), Name("mute"), Name("holes"));
            await new Recipe { Duration = Second * 60 }.WriteAsync(whole);
            FlvSplice.Cut(whole, FlvSplice.Audio, Second * 4, Second * 7, mute);
            FlvSplice.Cut(mute, FlvSplice.Video, Second * 11, Second * 14, both);
            await using var encoder = Recipe.Push(both, stage.Url);
            await stage.LiveAsync();
            await stage.LiveAsync(live: false);
            await stage.LiveAsync();
            // Counted for as long as the encoder is there.
            Assert.That((await stage.HealthAsync()).GetProperty("silenceFilled").GetInt64(), Is.InRange(2_500, 6_500));
            await stage.PassAsync(Second * 7);
            // 11 s of picture come before its hole, and the test waits for 6 s after it. If the hole in the sound held up the picture,
            // 3 s would be missing.
            Assert.That(stage.Shown.TotalSeconds, Is.GreaterThan(15), "the hole in the sound is none in the picture");
        });

    [Test]
    public Task A_change_of_resolution_while_streaming_begins_a_new_run() =>
        OnStageAsync(async stage =>
        {
            var (small, large, both) = (Name("small"), Name("large"), Name("both"));
            await new Recipe { Duration = Second * 8 }.WriteAsync(small);
            await new Recipe { Duration = Second * 40, VideoFilter = "scale=640:360" }.WriteAsync(large);
            FlvSplice.Join(small, large, Second * 8, both);
            await using var encoder = Recipe.Push(both, stage.Url);
            await stage.LiveAsync();
            await Eventually.TrueAsync(async () => (await stage.HealthAsync()).GetProperty("width").GetInt32() == 640, "the larger picture");
            await stage.SeeAsync("document.querySelector('[data-testid=video]').videoWidth === 640");
        });

    [Test]
    public Task Sound_that_begins_twenty_seconds_late_is_heard() =>
        OnStageAsync(async stage =>
        {
            var (whole, late) = (Name("whole"), Name("late"));
            await new Recipe { Duration = Second * 60 }.WriteAsync(whole);
            // The sound is announced, as encoders do, but does not come.
            FlvSplice.Cut(whole, FlvSplice.Audio, TimeSpan.FromMilliseconds(1), Second * 20, late);
            await using var encoder = Recipe.Push(late, stage.Url);
            await stage.LiveAsync();
            await Eventually.TrueAsync(async () => (await stage.HealthAsync()).GetProperty("silent").GetBoolean(), "silence is inserted");
            await Eventually.TrueAsync(async () => await stage.HealthAsync() is var health && health.GetProperty("live").GetBoolean() && !health.GetProperty("silent").GetBoolean(), "the encoder's own sound", Second * 120);
            await stage.PassAsync(Second * 3);
        });

    [Test]
    public Task Sound_alone_leaves_the_slate_on() =>
        OnStageAsync(async stage =>
        {
            await using var encoder = new Recipe { Video = false }.Start(stage.Url);
            await Eventually.TrueAsync(async () => (await stage.AlarmsAsync()).Contains("picture.missing", StringComparer.Ordinal), "the alarm", Second * 120);
            Assert.That((await _host.ChannelAsync(stage.Name)).GetProperty("slate").GetBoolean(), Is.True);
        });

    [Test]
    public Task A_picture_alone_gets_silence() =>
        OnStageAsync(async stage =>
        {
            await using var encoder = new Recipe { Audio = false }.Start(stage.Url);
            await stage.LiveAsync();
            await stage.PassAsync(Second * 6);
            Assert.That((await stage.HealthAsync()).GetProperty("codecs").GetString(), Does.Contain("mp4a"));
        });

    [Test]
    public Task Of_two_publishers_with_one_key_from_one_address_the_first_stays_until_one_comes_with_its_mark() =>
        OnStageAsync(async stage =>
        {
            await using var first = new Recipe().Start($"{stage.Url}?session=farm");
            await stage.LiveAsync();
            await using var stranger = new Recipe { VideoFilter = "scale=480:270" }.Start(stage.Url);
            await stranger.WaitForExitAsync();
            Assert.That((await stage.HealthAsync()).GetProperty("width").GetInt32(), Is.Not.EqualTo(480).And.Positive);
            await using var second = new Recipe { VideoFilter = "scale=640:360" }.Start($"{stage.Url}?session=farm");
            await first.WaitForExitAsync();
            await Eventually.TrueAsync(async () => (await stage.HealthAsync()).GetProperty("width").GetInt32() == 640, "the second one's picture");
            await stage.PassAsync(Second * 4);
        });

    [Test]
    public Task A_publisher_that_reconnects_fifty_times_ends_on_air() =>
        OnStageAsync(async stage =>
        {
            var clip = Name("short");
            await new Recipe { Duration = Second * 10 }.WriteAsync(clip);
            for (var i = 0; i < 50; i++)
            {
                await using var encoder = Recipe.Push(clip, stage.Url, Second * 0.3);
                await encoder.WaitForExitAsync();
            }

            await using var last = new Recipe().Start(stage.Url);
            await stage.LiveAsync();
            await stage.PassAsync(Second * 4);
        });

    private async Task OnStageAsync(Func<TroubledStage, Task> scenario)
    {
        var name = await _stages.Reader.ReadAsync();
        try
        {
            await using var watch = new PlaylistWatch(_host.Anonymous, new Uri(_host.Http, $"/live/{name}/ll.m3u8"));
            await using var page = await WatchedPage.OpenAsync(_host.Http, name);

            await scenario(await TroubledStage.BeginAsync(_host, name, watch, page));

            await page.ShowsAsync(watch.Last!.End);
            await page.AssertPlayedOnAsync();
            Assert.Multiple(() =>
            {
                Assert.That(watch.Faults, Is.Empty, "faults of the playlist");
                Assert.That(watch.Reloads, Is.GreaterThan(10));
                Assert.That(watch.Compared, Is.Positive, "no segment was compared with its media");
            });
        }
        finally
        {
            await _stages.Writer.WriteAsync(name);
        }
    }

    private string Name(string file) => Path.Combine(_folder.Path, $"{file}.flv");
}

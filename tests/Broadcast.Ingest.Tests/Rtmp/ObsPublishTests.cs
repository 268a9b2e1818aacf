using System.Globalization;
using Broadcast.Ingest.Media;
using Broadcast.Ingest.Tests.Sources;
using TestKit;
using TestKit.Processes;

namespace Broadcast.Ingest.Tests.Rtmp;

/// <summary>OBS as an anchor runs it, on a virtual display.</summary>
internal sealed class ObsPublishTests
{
    private const string Key = "a-key-of-gushi-obs";

    /// <summary>Long, because OBS draws in software here: on a busy machine even its window is slow.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Test]
    public async Task OBS_goes_live_and_comes_back_by_itself_after_it_was_forced_out()
    {
        await using var host = await SourcesHost.StartAsync(Key);
        var heard = new FragmentLog();
        using var listening = host.Source.Subscribe(heard);
        using var home = new TemporaryFolder();
        Configure(home.Path, host.RtmpUrl("").TrimEnd('/'));
        await using var screen = TestProcess.Start("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x720x24", "+extension", "GLX"]);
        await Eventually.TrueAsync(() => Display(screen) is not null || Ended(screen), "there is a screen", Patience);
        await using var obs = Start(home.Path, Display(screen)!);

        // Measured by OBS's own clock, so that the speed of this machine does not matter.
        await UntilAsync(() => Gops(heard).Count(gop => gop is { Seconds: > 1.9 and < 2.1, Pictures: >= 45 }) >= 2, "two whole GOPs of 2 s are there");
        var health = host.Source.Health();
        TestContext.Out.WriteLine($"{health.Publisher?.Client}, {health.Codecs}, {health.FrameRate} a second, GOPs {string.Join(", ", Gops(heard))}");
        Assert.That(heard.Runs[0], Has.Property(nameof(MediaRun.Codecs)).Match("^avc1\\.[0-9a-f]{6},mp4a\\.40\\.2$"));
        Assert.That((heard.Runs[0].Width, heard.Runs[0].Height, heard.Runs[0].FrameRate), Is.EqualTo((640, 360, 25.0)));
        Assert.That((health.LastRefusal, health.LastFault, health.Restarts, health.Dropped, health.TimestampJumps), Is.EqualTo((default(string), default(string), 0L, 0L, 0L)));
        // After a second without a picture, everything before the next keyframe is discarded. A stalled machine causes that, not OBS.
        Assert.That(health.Discarded, heard.OffAir is [] ? Is.Zero : Is.Not.Negative);

        var since = health.Publisher!.Since;
        Assert.That(host.Source.DropPublisher("forced-out"));
        await UntilAsync(() => host.Source.Health() is { Live: true, Publisher.Since: var again } && again > since, "it is live again");

        async Task UntilAsync(Func<bool> condition, string what)
        {
            try
            {
                await Eventually.TrueAsync(() => condition() || Ended(obs), what, Patience);
            }
            catch (TimeoutException late)
            {
                throw new TimeoutException($"{late.Message}; GOPs {string.Join(", ", Gops(heard))}, {host.Source.Health()}\n{obs.Output}", late);
            }
        }
    }

    private static string? Display(TestProcess screen) => screen.Lines.FirstOrDefault(line => int.TryParse(line, CultureInfo.InvariantCulture, out _));

    private static bool Ended(TestProcess process) => process.HasExited ? throw new AssertionException(process.Output) : false;

    /// <summary>Each GOP from a keyframe to the next one of the same run: its media time in seconds, and its pictures.</summary>
    private static List<(double Seconds, int Pictures)> Gops(FragmentLog heard)
    {
        var gops = new List<(double Seconds, int Pictures)>();
        foreach (var run in heard.Fragments.GroupBy(fragment => fragment.Run).Select(run => run.ToList()))
        {
            var keyframes = run.Index().Where(fragment => fragment.Item.Independent).ToList();
            gops.AddRange(keyframes.Zip(keyframes.Skip(1), (one, next) => ((next.Item.MediaTime - one.Item.MediaTime)!.Value.TotalSeconds, next.Index - one.Index)));
        }

        return gops;
    }

    private static TestProcess Start(string home, string display) => TestProcess.Start(
        "obs", ["--startstreaming", "--multi", "--disable-updater", "--profile", "Untitled", "--collection", "Untitled"], home,
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["HOME"] = home,
            ["XDG_CONFIG_HOME"] = home,
            ["XDG_RUNTIME_DIR"] = home,
            ["DISPLAY"] = $":{display}",
            ["LIBGL_ALWAYS_SOFTWARE"] = "1",
            ["QT_QPA_PLATFORM"] = "xcb",
            // Keeps OBS from downloading a newer list of platforms.
            ["https_proxy"] = "http://127.0.0.1:9",
        });

    /// <summary>Writes the settings that OBS's first-run wizard would ask for, a profile, and a scene of one colour.</summary>
    private static void Configure(string home, string server)
    {
        var folder = Path.Combine(home, "obs-studio");
        var profile = Directory.CreateDirectory(Path.Combine(folder, "basic", "profiles", "Untitled")).FullName;
        var scenes = Directory.CreateDirectory(Path.Combine(folder, "basic", "scenes")).FullName;
        File.WriteAllText(Path.Combine(folder, "global.ini"),
            """
            [General]
            FirstRun=true
            LastVersion=486539266
            EnableAutoUpdates=false
            [Basic]
            Profile=Untitled
            ProfileDir=Untitled
            SceneCollection=Untitled
            SceneCollectionFile=Untitled
            ConfigOnNewProfile=false
            """);
        File.WriteAllText(Path.Combine(profile, "basic.ini"),
            """
            [General]
            Name=Untitled
            [Output]
            Mode=Simple
            Reconnect=true
            RetryDelay=1
            [SimpleOutput]
            VBitrate=600
            ABitrate=96
            StreamEncoder=x264
            Preset=ultrafast
            UseAdvanced=true
            x264Settings=keyint=50
            [Video]
            BaseCX=640
            BaseCY=360
            OutputCX=640
            OutputCY=360
            FPSType=0
            FPSCommon=25 PAL
            """);
        File.WriteAllText(Path.Combine(profile, "service.json"),
            $$"""{ "type": "rtmp_custom", "settings": { "server": "{{server}}", "key": "{{Key}}", "use_auth": false } }""");
        File.WriteAllText(Path.Combine(scenes, "Untitled.json"),
            """
            {
              "current_scene": "Scene", "current_program_scene": "Scene", "name": "Untitled", "scene_order": [{ "name": "Scene" }],
              "sources": [
                { "id": "scene", "name": "Scene", "settings": { "id_counter": 1, "items": [{ "id": 1, "name": "Color", "visible": true, "pos": { "x": 0, "y": 0 }, "scale": { "x": 1, "y": 1 } }] } },
                { "id": "color_source_v3", "versioned_id": "color_source_v3", "name": "Color", "settings": { "color": 4278255360, "width": 640, "height": 360 } }
              ]
            }
            """);
    }
}

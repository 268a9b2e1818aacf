using Broadcast.Ingest.Tests.Sources;
using TestKit;
using TestKit.Processes;

namespace Broadcast.Ingest.Tests.Rtmp;

/// <summary>OBS as an anchor runs it, on a display that nobody sees. Needs the Debian packages obs-studio and xvfb, which are large: by hand alone.</summary>
internal sealed class ObsPublishTests
{
    private const string Key = "a-key-of-gushi-obs";

    [Test, Explicit("Install obs-studio and xvfb, then: dotnet test tests/Broadcast.Ingest.Tests --filter FullyQualifiedName~ObsPublishTests")]
    public async Task OBS_goes_live_and_comes_back_by_itself_after_it_was_forced_out()
    {
        await using var host = await SourcesHost.StartAsync(Key);
        using var home = new TemporaryFolder();
        Configure(home.Path, host.RtmpUrl("").TrimEnd('/'));
        await using var screen = TestProcess.Start("Xvfb", ["-displayfd", "1", "-screen", "0", "1280x720x24", "+extension", "GLX"]);
        await Eventually.TrueAsync(() => screen.Lines.Any(line => int.TryParse(line, out _)), "there is a screen");
        await using var obs = Start(home.Path, screen.Lines.First(line => int.TryParse(line, out _)));

        await Eventually.TrueAsync(() => host.Source.Health() is { Live: true, GopMax: > 1.9, FrameRate: > 22 }, "it is live with two keyframes", TimeSpan.FromSeconds(60));
        var health = host.Source.Health();
        TestContext.Out.WriteLine($"{health.Publisher!.Client}, {health.Codecs}, {health.FrameRate} a second, GOP {health.GopMax} s, {health.Bitrate / 1000} kb/s");
        Assert.That((health.Width, health.Height, health.Discarded, health.Dropped), Is.EqualTo((640, 360, 0L, 0L)));
        Assert.That(health.FrameRate, Is.EqualTo(25).Within(3));
        Assert.That(health.GopMax, Is.EqualTo(2).Within(0.3));

        var since = health.Publisher.Since;
        Assert.That(host.Source.DropPublisher("forced-out"));
        await Eventually.TrueAsync(() => host.Source.Health() is { Live: true, Publisher.Since: var again } && again > since, "it is live again", TimeSpan.FromSeconds(60));
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
        });

    /// <summary>What OBS's first-run wizard would ask, a profile and a scene of one colour.</summary>
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

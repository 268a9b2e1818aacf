using System.Net.Http.Json;
using System.Text.Json;
using TestKit;
using TestKit.Hls;
using TestKit.Hosts;

namespace LiveFestival.Tests.Encoders;

/// <summary>A stage, its playlist and a page that watches it, while an encoder does something unusual.</summary>
internal sealed class TroubledStage
{
    private readonly FestivalHost _host;
    private readonly PlaylistWatch _watch;
    private readonly WatchedPage _watcher;
    private PlaylistSegment _slate = null!;
    private JsonElement _before;

    private TroubledStage(FestivalHost host, string name, PlaylistWatch watch, WatchedPage watcher) =>
        (_host, Name, _watch, _watcher) = (host, name, watch, watcher);

    public string Name { get; }

    /// <summary>The URL that an encoder pushes to.</summary>
    public string Url => _host.RtmpUrl(_host.Demo.StreamKeys[Name]);

    /// <summary>How much media of the source was listed since the test began, without the slate.</summary>
    public TimeSpan Shown => TimeSpan.FromSeconds(
        (double)_watch.Seen.Where(segment => segment.Number > _slate.Number && segment.Map != _slate.Map).Sum(segment => segment.Duration));

    /// <summary>Waits until the channel shows the slate, because nobody publishes yet.</summary>
    public static async Task<TroubledStage> BeginAsync(FestivalHost host, string name, PlaylistWatch watch, WatchedPage watcher)
    {
        var stage = new TroubledStage(host, name, watch, watcher);
        await stage.LiveAsync(live: false);
        var reloads = watch.Reloads;
        await Eventually.TrueAsync(() => watch.Reloads > reloads + 1, "the slate is listed", TimeSpan.FromMinutes(2));
        stage._slate = watch.Last!.Segments[^1];
        stage._before = await stage.HealthAsync();
        return stage;
    }

    /// <summary>Waits until the stage's channel shows its source, or no longer does.</summary>
    public Task LiveAsync(bool live = true) =>
        Eventually.TrueAsync(
            async () => (await _host.ChannelAsync(Name)).GetProperty("slate").GetBoolean() != live, live ? "the stage is live" : "the slate", TimeSpan.FromMinutes(2));

    /// <summary>Waits until this much more media is listed.</summary>
    public async Task PassAsync(TimeSpan media)
    {
        var until = _watch.Last!.End + media;
        await Eventually.TrueAsync(() => _watch.Last!.End >= until, $"{media.TotalSeconds} s more are listed", (media * 2) + TimeSpan.FromMinutes(1));
    }

    /// <summary>Waits until a condition holds in the page.</summary>
    /// <param name="condition">A JavaScript expression that becomes true.</param>
    public Task SeeAsync(string condition) => _watcher.SeeAsync(condition);

    /// <summary>
    /// Asserts that everything since the test began was one run: its timestamps never leapt, and one FFmpeg processed all of it. Does not
    /// count interruptions, which a slow machine can cause.
    /// </summary>
    public async Task IsOneRunAsync()
    {
        var health = await HealthAsync();
        Assert.That(
            (Since(health, "runs"), Since(health, "timestampJumps"), Since(health, "restarts")), Is.EqualTo((1L, 0L, 0L)),
            () => $"{Name} was not one run\n{string.Join('\n', _host.Process.Lines.Where(line => line.Contains(Name, StringComparison.Ordinal)).TakeLast(20))}");
    }

    public async Task<JsonElement> HealthAsync()
    {
        using var client = _host.Client(_host.Demo.OperatorToken);
        return await client.GetFromJsonAsync<JsonElement>($"/api/v1/stages/{Name}/health");
    }

    public async Task<IReadOnlyList<string>> AlarmsAsync() =>
        [.. (await HealthAsync()).GetProperty("alarms").EnumerateArray().Select(alarm => alarm.GetString()!)];

    private long Since(JsonElement health, string counter) => health.GetProperty(counter).GetInt64() - _before.GetProperty(counter).GetInt64();
}

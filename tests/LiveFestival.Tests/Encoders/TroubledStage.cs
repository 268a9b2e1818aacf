using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using TestKit;
using TestKit.Hls;
using TestKit.Hosts;

namespace LiveFestival.Tests.Encoders;

/// <summary>A stage, its playlist and a page that watches it, while an encoder does something odd.</summary>
internal sealed class TroubledStage(FestivalHost host, string name, PlaylistWatch watch, IPage page)
{
    private readonly long _before = watch.Last!.Segments[^1].DiscontinuityNumber;

    public string Name => name;

    public IPage Page => page;

    /// <summary>Where an encoder sends to.</summary>
    public string Url => host.RtmpUrl(host.Demo.StreamKeys[name]);

    /// <summary>Waits until the stage's channel shows its source, or no longer does.</summary>
    public Task LiveAsync(bool live = true) =>
        Eventually.TrueAsync(
            async () => (await host.ChannelAsync(name)).GetProperty("slate").GetBoolean() != live, live ? "the stage is live" : "the slate", TimeSpan.FromSeconds(30));

    /// <summary>Waits until so much more media is listed.</summary>
    public async Task PassAsync(TimeSpan media)
    {
        var until = watch.Last!.End + media;
        await Eventually.TrueAsync(() => watch.Last!.End >= until, $"{media.TotalSeconds} s more are listed", media + TimeSpan.FromSeconds(15));
    }

    /// <summary>Discontinuities of the channel since the test began.</summary>
    public long Cuts => watch.Last!.Segments[^1].DiscontinuityNumber - _before;

    /// <summary>The channel went from the slate to the stage, and stayed there; what the host said meanwhile tells why it did not.</summary>
    public void StayedOnAir() =>
        Assert.That(Cuts, Is.EqualTo(1), $"{name} stayed on air\n{string.Join('\n', host.Process.Lines.Where(line => line.Contains(name, StringComparison.Ordinal)).TakeLast(20))}");

    public async Task<JsonElement> HealthAsync()
    {
        using var client = host.Client(host.Demo.OperatorToken);
        return await client.GetFromJsonAsync<JsonElement>($"/api/v1/stages/{name}/health");
    }

    public async Task<IReadOnlyList<string>> AlarmsAsync() =>
        [.. (await HealthAsync()).GetProperty("alarms").EnumerateArray().Select(alarm => alarm.GetString()!)];
}

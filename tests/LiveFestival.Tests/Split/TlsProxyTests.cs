using System.Globalization;
using System.Text.RegularExpressions;
using TestKit.Hosts;
using TestKit.Web;
using static Microsoft.Playwright.Assertions;

namespace LiveFestival.Tests.Split;

/// <summary>The reverse proxies with TLS that <c>deploy</c> has examples of, in front of a real host.</summary>
[Parallelizable(ParallelScope.Self)]
public sealed partial class TlsProxyTests
{
    private const string Stage = "gushi";
    private FestivalHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync() => _host = await FestivalHost.StartAsync("--Demo:Encoders", "false", "--Proxy:Trusted", "127.0.0.1");

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [TestCase("nginx")]
    [TestCase("caddy")]
    public async Task Pages_hub_and_media_pass(string server)
    {
        await using var proxy = await TlsProxy.StartAsync(server, _host.Http);
        using var http = TlsProxy.AnyCertificate();
        http.BaseAddress = proxy.Address;

        var (first, next) = Segments(await http.GetStringAsync(new Uri($"/live/{Stage}/ll.m3u8", UriKind.Relative)));
        using var held = await http.GetAsync(new Uri($"/live/{Stage}/ll.m3u8?_HLS_msn={next}", UriKind.Relative));
        await using var flv = await http.GetStreamAsync(new Uri($"/live/{Stage}.flv", UriKind.Relative));
        var signature = new byte[3];
        await flv.ReadExactlyAsync(signature);
        var page = await Browser.OpenAsync(proxy.Address, $"/watch/{Stage}");
        await using var context = page.Context;
        await page.GetByTestId("chat-input").FillAsync($"through {server}");
        await page.GetByTestId("chat-send").ClickAsync();
        await page.GetByTestId("name-input").FillAsync("Li");
        await page.GetByTestId("name-enter").ClickAsync();
        await Expect(page.GetByText($"through {server}")).ToBeVisibleAsync();

        Assert.Multiple(async () =>
        {
            Assert.That(first, Is.Positive);
            Assert.That(held.Version, Is.EqualTo(new Version(2, 0)));
            Assert.That(Segments(await held.Content.ReadAsStringAsync()).Next, Is.GreaterThan(next), "the playlist was held until the segment was there");
            Assert.That(signature, Is.EqualTo("FLV"u8.ToArray()));
        });
    }

    /// <summary>The numbers of the first listed segment, and of the one that will be listed next.</summary>
    private static (int First, int Next) Segments(string playlist)
    {
        var first = int.Parse(MediaSequence().Match(playlist).Groups["number"].Value, CultureInfo.InvariantCulture);
        return (first, first + playlist.Split("#EXTINF:").Length - 1);
    }

    [GeneratedRegex(@"#EXT-X-MEDIA-SEQUENCE:(?<number>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex MediaSequence();
}

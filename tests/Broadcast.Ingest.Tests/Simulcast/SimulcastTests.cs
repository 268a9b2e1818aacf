using System.Net;
using System.Net.Http.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Ingest.Rtmp;
using Broadcast.Ingest.Simulcast;
using Broadcast.Ingest.Tests.Playout;
using Broadcast.Ingest.Tests.Rtmp;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using TestKit;
using TestKit.Media;

namespace Broadcast.Ingest.Tests.Simulcast;

/// <summary>Real hosts and a real nginx-rtmp as platforms.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class SimulcastTests
{
    private const string Path = "/api/v1/channels/zhanyi/simulcast";

    [Test]
    public async Task Another_host_gets_the_channel_a_wrong_key_is_reported_and_an_operator_can_hold_a_target_back()
    {
        await using var platform = await ChannelsHost.StartAsync();
        var log = new CapturedLog();
        await using var host = await ChannelsHost.StartAsync(builder =>
        {
            builder.Logging.AddProvider(log);
            builder.Configuration.AddInMemoryCollection(Settings(("good", platform.RtmpUrl("gushi")), ("bad", platform.RtmpUrl("wrong-secret-key"))));
        });
        using var client = host.Client("operator");
        var received = platform.Channels.Output("gushi")!;

        await Eventually.TrueAsync(() => !received.OnSlate, "the platform shows what is pushed");
        await StateAsync(client, "good", SimulcastState.Live);
        await StateAsync(client, "bad", SimulcastState.Waiting, "NetStream.Publish.BadName", "unknown-key");
        Assert.That(await client.GetStringAsync(new Uri(Path, UriKind.Relative)), Does.Not.Contain("gushi").And.Not.Contain("wrong-secret-key"));
        Assert.That(log.All, Has.None.Contains("wrong-secret-key"));

        // Picture and sound arrive intact: the platform's own channel decodes.
        using var http = platform.Client();
        using var watched = await HttpFlv.FlvClient.OpenAsync(http, "gushi");
        await watched.UntilAsync(() => watched.Pictures.Count() > 50, "two seconds of it");
        using var folder = new TemporaryFolder();
        await File.WriteAllBytesAsync(folder.File("watched.flv"), watched.All);
        Assert.That(await Probe.DecodeAsync(folder.File("watched.flv")), Is.Empty);

        using var held = await client.DeleteAsync(new Uri($"{Path}/good", UriKind.Relative));
        Assert.That(held.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        await StateAsync(client, "good", SimulcastState.Held);
        await Eventually.TrueAsync(() => received.OnSlate, "nothing is pushed any more");

        using var started = await client.PostAsync(new Uri($"{Path}/good", UriKind.Relative), null);
        Assert.That(started.StatusCode, Is.EqualTo(HttpStatusCode.OK));
        var again = await StateAsync(client, "good", SimulcastState.Live);
        await Eventually.TrueAsync(() => !received.OnSlate, "it is pushed again");
        Assert.That(again.Reconnects, Is.EqualTo(1));
        Assert.That(await NotedActs.OfAsync(host.Services, "zhanyi"), Is.EqualTo(["""push.held {"target":"good","held":true}""", """push.started {"target":"good","held":false}"""]));
    }

    [Test]
    public async Task A_platform_that_is_killed_and_comes_back_is_found_again()
    {
        await using var platform = new NginxRtmp();
        await platform.StartAsync();
        await using var host = await ChannelsHost.StartAsync(builder => builder.Configuration.AddInMemoryCollection(Settings(("nginx", platform.Url("key")))));
        await using var encoder = Encoder.Start(host.RtmpUrl("zhanyi"));
        using var client = host.Client("operator");
        await StateAsync(client, "nginx", SimulcastState.Live);
        Assert.That(await Probe.CodecsAsync(platform.Url("key")), Is.EqualTo(["aac", "h264"]));

        await platform.KillAsync();
        var waiting = await StateAsync(client, "nginx", SimulcastState.Waiting);
        Assert.That(waiting.Reason, Is.Not.Empty);
        Assert.That(waiting.RetryAt, Is.Not.Null);
        await platform.StartAsync();
        var live = await StateAsync(client, "nginx", SimulcastState.Live);

        Assert.That(live.Reconnects, Is.EqualTo(1));
        Assert.That(await Probe.DecodeAsync(platform.Url("key"), TimeSpan.FromSeconds(2)), Is.Empty);
        Assert.That((await StateAsync(client, "nginx", SimulcastState.Live)).Bytes, Is.GreaterThan(50_000));
    }

    [Test]
    public async Task A_platform_whose_certificate_nobody_vouches_for_gets_no_key()
    {
        using var certificate = new TestCertificate();
        await using var platform = await ChannelsHost.StartAsync(builder =>
            builder.Configuration.AddInMemoryCollection(certificate.Pem.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value))));
        var port = platform.Services.GetRequiredService<RtmpEndpoint>().Tls!.Port;
        await using var host = await ChannelsHost.StartAsync(builder =>
            builder.Configuration.AddInMemoryCollection(Settings(("false", $"rtmps://127.0.0.1:{port}/live/gushi"))));
        using var client = host.Client("operator");

        await StateAsync(client, "false", SimulcastState.Waiting, "certificate");

        Assert.That(platform.Channels.Output("gushi")!.OnSlate);
    }

    [Test]
    public async Task Only_operators_may_ask_and_unknown_names_are_refused()
    {
        await using var host = await ChannelsHost.StartAsync();
        using var nobody = host.Client();
        using var operators = host.Client("operator");

        Assert.That(await CodeAsync(nobody, Path), Is.EqualTo(HttpStatusCode.Unauthorized));
        Assert.That(await CodeAsync(operators, Path), Is.EqualTo(HttpStatusCode.OK));
        Assert.That(await CodeAsync(operators, "/api/v1/channels/nowhere/simulcast"), Is.EqualTo(HttpStatusCode.NotFound));
        using var unknown = await operators.PostAsync(new Uri($"{Path}/nobody", UriKind.Relative), null);
        Assert.That(await unknown.Content.ReadAsStringAsync(), Does.Contain("simulcast.unknown"));

        static async Task<HttpStatusCode> CodeAsync(HttpClient client, string path)
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative));
            return answer.StatusCode;
        }
    }

    [TestCase("http://host/live/key")]
    [TestCase("rtmp://host/key")]
    [TestCase("rtmp://user:secret@host/live/key")]
    [TestCase("")]
    public void A_bad_url_is_a_fault_at_the_start_that_names_its_key_and_not_the_secret(string url)
    {
        var options = new SimulcastOptions { Channels = { ["festival"] = new(StringComparer.Ordinal) { ["one"] = new SimulcastTarget { Url = url } } } };

        var result = new SimulcastOptionsValidator().Validate(Options.DefaultName, options);

        Assert.That(result.Failures, Has.One.Contains("Ingest:Simulcast:Channels:festival:one:Url"));
        Assert.That(result.FailureMessage, Does.Not.Contain("secret"));
    }

    private static Dictionary<string, string?> Settings(params (string Target, string Url)[] targets) =>
        targets.ToDictionary(target => $"Ingest:Simulcast:Channels:zhanyi:{target.Target}:Url", string? (target) => target.Url, StringComparer.Ordinal);

    /// <summary>Awaits a state whose reason has all these words.</summary>
    private static Task<SimulcastStatus> StateAsync(HttpClient client, string target, SimulcastState state, params string[] reason) =>
        Eventually.ValueAsync(
            async () => (await client.GetFromJsonAsync<SimulcastStatus[]>(Path, ContractJson.Options))!.SingleOrDefault(status =>
                status.Target == target && status.State == state && reason.All(word => status.Reason?.Contains(word, StringComparison.Ordinal) == true)),
            $"{target} is {state}");
}

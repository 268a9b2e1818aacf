using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Broadcast.Chat.Spine.State;
using Broadcast.Ingest.Rtmp.Publishing;
using Broadcast.Ingest.Sources;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Media;

namespace Broadcast.Ingest.Tests.Sources;

/// <summary>From a real encoder's RTMP to health, stage state and a dropped publisher.</summary>
internal sealed class SourcesHostTests
{
    private const string Key = "a-key-of-gushi-2f6c";
    private SourcesHost _host = null!;

    [OneTimeSetUp]
    public async Task Start() => _host = await SourcesHost.StartAsync(Key);

    [OneTimeTearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [SetUp]
    public async Task Reset()
    {
        await _host.SetKeyAsync(Key);
        await Eventually.TrueAsync(() => !_host.Source.HasFeed, "nobody publishes");
    }

    [Test]
    public async Task An_unknown_key_is_refused()
    {
        var gate = _host.Services.GetRequiredService<IPublishGate>();

        var admission = await gate.AdmitAsync(new PublishRequest("wrong", new IPEndPoint(IPAddress.Loopback, 1), ""), default);

        Assert.That((admission.Session, admission.Refusal), Is.EqualTo((default(IPublishSession), "unknown-key")));
    }

    [Test]
    public async Task A_rotated_key_drops_the_publisher_and_lets_in_nobody()
    {
        var gate = _host.Services.GetRequiredService<IPublishGate>();
        var request = new PublishRequest(Key, new IPEndPoint(IPAddress.Loopback, 1), "");
        var admission = await gate.AdmitAsync(request, default);

        await _host.SetKeyAsync("another-key");

        await Eventually.TrueAsync(() => admission.Session!.Dropped.IsCancellationRequested, "the publisher is dropped");
        Assert.That((await gate.AdmitAsync(request, default)).Refusal, Is.EqualTo("unknown-key"));
        await admission.Session!.DisposeAsync();
    }

    [Test]
    public async Task A_replaced_key_lets_in_nobody_also_before_the_facts_say_so()
    {
        const string leaving = "a-key-that-is-replaced";
        await _host.SetKeyAsync(leaving);
        var gate = _host.Services.GetRequiredService<IPublishGate>();
        var request = new PublishRequest(leaving, new IPEndPoint(IPAddress.Loopback, 1), "");
        var admission = await gate.AdmitAsync(request, default);
        var digest = Convert.ToHexStringLower(SHA256.HashData("a-key-that-is-replaced"u8));

        _host.Services.GetRequiredService<StageRegistry>().Withdraw(SourcesHost.Gushi, digest);

        Assert.That(admission.Session!.Dropped.IsCancellationRequested, Is.True);
        Assert.That((await gate.AdmitAsync(request, default)).Refusal, Is.EqualTo("unknown-key"));
        await admission.Session!.DisposeAsync();
    }

    [Test]
    public async Task An_encoder_is_seen_in_health_and_stage_state_and_its_leaving_too()
    {
        using var operators = _host.Client(["operator"]);
        var live = _host.Services.GetRequiredService<LiveState>();
        await using (Encoder.Start(_host.RtmpUrl(Key)))
        {
            await Eventually.TrueAsync(async () => await live.StageAsync(SourcesHost.Gushi) is { Live: true }, "the stage is live");
            var state = await live.StageAsync(SourcesHost.Gushi);
            Assert.That(state!.Head, Is.EqualTo(state.At).Within(700));

            var health = await operators.GetFromJsonAsync<JsonElement>("/api/v1/stages/gushi/health");
            Assert.That(health.GetProperty("live").GetBoolean());
            Assert.That(health.GetProperty("stage").GetString(), Is.EqualTo("gushi"));
            Assert.That(health.GetProperty("codecs").GetString(), Does.StartWith("avc1."));
            Assert.That(health.GetProperty("alarms").GetArrayLength(), Is.Zero);
            Assert.That(health.GetProperty("publisher").GetProperty("client").GetString(), Does.StartWith("FMLE"));
        }

        await Eventually.TrueAsync(async () => await live.StageAsync(SourcesHost.Gushi) is { Live: false, Head: null }, "the stage is off air");
    }

    [Test]
    public async Task Stage_state_comes_back_after_Redis_was_away()
    {
        var live = _host.Services.GetRequiredService<LiveState>();
        await Eventually.TrueAsync(async () => await live.StageAsync(SourcesHost.Gushi) is not null, "the state is published");

        await _host.Redis.KillAsync();
        await _host.Redis.StartAgainAsync();

        using var redis = await _host.Redis.ConnectAsync();
        await redis.GetDatabase().KeyDeleteAsync("{lf:gushi}:stage");
        await Eventually.TrueAsync(async () => await redis.GetDatabase().KeyDeleteAsync("{lf:gushi}:stage"), "the state is published again");
    }

    [TestCase(null, null, HttpStatusCode.Unauthorized)]
    [TestCase("operator", null, HttpStatusCode.OK)]
    [TestCase("auditor", null, HttpStatusCode.OK)]
    [TestCase("anchor", "gushi", HttpStatusCode.OK)]
    [TestCase("anchor", "suning", HttpStatusCode.Forbidden)]
    [TestCase("moderator", null, HttpStatusCode.Forbidden)]
    public async Task Health_is_for_those_who_run_the_stage(string? role, string? stage, HttpStatusCode status)
    {
        using var client = _host.Client(role is null ? null : [role], stage is null ? [] : [stage]);

        using var response = await client.GetAsync("/api/v1/stages/gushi/health");

        Assert.That(response.StatusCode, Is.EqualTo(status));
    }

    [Test]
    public async Task An_unknown_stage_has_no_health()
    {
        using var client = _host.Client(["operator"]);

        using var response = await client.GetAsync("/api/v1/stages/nowhere/health");

        Assert.That(response.StatusCode, Is.EqualTo(HttpStatusCode.NotFound));
        Assert.That((await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), Is.EqualTo("stage.unknown"));
    }
}

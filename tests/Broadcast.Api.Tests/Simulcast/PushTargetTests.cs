using System.Net;
using System.Net.Http.Json;
using System.Net.NetworkInformation;
using System.Text;
using System.Text.Json;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Media;

namespace Broadcast.Api.Tests.Simulcast;

/// <summary>Other platforms that operators have channels pushed to: a whole host, and a real nginx-rtmp as platform.</summary>
public sealed class PushTargetTests
{
    private const string Path = "/api/v1/simulcast/targets";

    private NginxRtmp _platform = null!;
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _platform = new NginxRtmp();
        await _platform.StartAsync();
        _host = await ApiHost.StartAsync(
            "--Roles", "all", "--Demo", "false", "--Ingest:Rtmp:Port", "0", "--Ingest:Rtmp:Address", "127.0.0.1", "--Ingest:Recording:Enabled", "false",
            "--Ingest:Simulcast:AllowLocal", "true", "--Ingest:Simulcast:Channels:suning:fixed:Url", "rtmp://127.0.0.1:9/live/key-of-the-settings");
        await _host.CreateFestivalAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync()
    {
        await _host.DisposeAsync();
        await _platform.DisposeAsync();
    }

    [Test]
    public async Task A_platform_gets_the_picture_after_the_post_by_another_key_after_the_put_and_no_more_after_the_delete()
    {
        var made = await MakeAsync("gushi", "first-key-of-the-platform");
        var live = await StateAsync("gushi", Text(made, "id"), "live");
        var first = await Probe.CodecsAsync(_platform.Url("first-key-of-the-platform"));
        // The platform refuses a second publisher of one key in words of its own.
        var second = await MakeAsync("suning", "first-key-of-the-platform");
        var refused = await StateAsync("suning", Text(second, "id"), "waiting", status => status.GetProperty("refused").GetBoolean());
        await _host.Operator.DeleteAsync($"{Path}/{Text(second, "id")}").OkAsync();

        var put = await _host.Operator.PutAsJsonAsync($"{Path}/{Text(made, "id")}", Body(made, key: "second-key-of-the-platform")).OkAsync();
        await Eventually.TrueAsync(async () => (await StateAsync("gushi", Text(made, "id"), "live")).GetProperty("since").GetInt64() > live.GetProperty("since").GetInt64(), "it has begun anew");
        var again = await Probe.CodecsAsync(_platform.Url("second-key-of-the-platform"));
        var sending = await StateAsync("gushi", Text(made, "id"), "live", status => status.GetProperty("bitrate").GetInt64() > 0);

        // A Redis that has lost the facts gets them again, and nobody who watches notices.
        var redis = _host.Services.GetRequiredService<RedisLink>().Database;
        var keys = _host.Services.GetRequiredService<RedisKeys>();
        await redis.KeyDeleteAsync([keys.FactsParts, keys.Facts]);
        await Eventually.TrueAsync(async () => ((string?)await redis.HashGetAsync(keys.FactsParts, "platforms"))?.Contains(Text(made, "id"), StringComparison.Ordinal) == true, "the facts are back");

        var renamed = await _host.Operator.PutAsJsonAsync($"{Path}/{Text(made, "id")}", Body(put, name: "Renamed")).OkAsync();
        Assert.That((await StateAsync("gushi", Text(made, "id"), "live")).GetProperty("since").GetInt64(), Is.EqualTo(sending.GetProperty("since").GetInt64()), "neither that nor another name disturbs it");
        await _host.Operator.PutAsJsonAsync($"{Path}/{Text(made, "id")}", Body(renamed, on: false)).OkAsync();
        await Eventually.TrueAsync(async () => (await StatusesAsync("gushi")).Count == 0 && Connections() == 0, "it is switched off");
        await _host.Operator.PutAsJsonAsync($"{Path}/{Text(made, "id")}", Body(renamed, revision: 4)).OkAsync();
        await StateAsync("gushi", Text(made, "id"), "live");
        await _host.Operator.DeleteAsync($"{Path}/{Text(made, "id")}").OkAsync();
        await Eventually.TrueAsync(async () => (await StatusesAsync("gushi")).Count == 0 && Connections() == 0, "nothing is sent to the platform");

        var settled = (await StatusesAsync("suning")).Single();
        Assert.Multiple(() =>
        {
            Assert.That((first, again), Is.EqualTo((Codecs, Codecs)));
            Assert.That(Text(refused, "reason"), Does.Contain("NetStream.Publish.BadName"));
            Assert.That((Text(settled, "target"), settled.GetProperty("fromSettings").GetBoolean(), live.GetProperty("fromSettings").GetBoolean()), Is.EqualTo(("fixed", true, false)));
        });
    }

    [Test]
    public async Task The_key_is_in_no_answer_log_database_fact_or_note()
    {
        const string key = "canary-in-the-coal-mine?sign=also-secret-7788";
        const string hidden = "part-of-the-application-5511";
        using var once = _host.Client(_host.Token(Roles.Operator));
        once.DefaultRequestHeaders.Add("Idempotency-Key", "canaries");
        var within = await FieldsAsync(once.PostAsync(Path, new { channel = "gushi", name = "x", server = "rtmp://platform.example/live/CANARY-in-the-coal-mine", key }));
        var made = await once.PostAsync(Path, new { channel = "gushi", name = "Platform", server = $"{_platform.Url("").TrimEnd('/')}/{hidden}", key }).OkAsync();
        var kept = await FieldsAsync(_host.Operator.PutAsJsonAsync($"{Path}/{Text(made, "id")}", Body(made, server: $"{_platform.Url("")}canary-in-the-coal-mine")));
        await Eventually.TrueAsync(async () => (await StatusesAsync("gushi")).Any(status => Text(status, "target") == Text(made, "id")), "Ingest knows it");

        var redis = _host.Services.GetRequiredService<RedisLink>().Database;
        var keys = _host.Services.GetRequiredService<RedisKeys>();
        var parts = await redis.HashGetAllAsync(keys.FactsParts);
        string[] places =
        [
            (await _host.Operator.GetOkAsync(Path)).GetRawText(), (await _host.Operator.GetOkAsync("/api/v1/channels/gushi/simulcast")).GetRawText(),
            (await _host.Operator.GetOkAsync("/api/v1/audit?what=simulcast")).GetRawText(), await _host.StoredAsync(), _host.Log.Text,
            Encoding.UTF8.GetString((byte[])(await redis.StringGetAsync(keys.Facts))!), string.Join('\n', parts.Select(part => $"{part.Name} {part.Value}")),
        ];

        await _host.Operator.DeleteAsync($"{Path}/{Text(made, "id")}").OkAsync();
        Assert.Multiple(() =>
        {
            Assert.That(places, Has.None.Contains("canary").And.None.Contains("also-secret"));
            Assert.That((within, kept), Is.EqualTo((ServerForm, ServerForm)), "a key that was pasted with the server is refused");
            Assert.That(((string[])[places[1], places[2], places[4]]), Has.None.Contains(hidden));
            Assert.That(places[^1], Does.Contain(Text(made, "id")), "the facts have the target");
            Assert.That(places[2], Does.Contain(Text(made, "id")), "the audit has it");
            Assert.That(Text(made, "keyEnd"), Is.EqualTo("7788"));
        });
    }

    [Test]
    public async Task What_is_wrong_is_said_beside_its_field()
    {
        var nothing = await FieldsAsync(_host.Operator.PostAsync(Path, new { }));
        var wrong = await FieldsAsync(_host.Operator.PostAsync(Path, new { channel = "gushi", name = "x", server = "srt://platform.example:9000", key = "live/key" }));
        var elsewhere = await FieldsAsync(_host.Operator.PostAsync(Path, new { channel = "nowhere", name = "x", server = "rtmps://platform.example/live/", key = "key" }));

        Assert.Multiple(() =>
        {
            Assert.That(nothing, Is.EqualTo(["channel unknown", "name length", "server length", "key length"]));
            Assert.That(wrong, Is.EqualTo(["server form", "key form"]));
            Assert.That(elsewhere, Is.EqualTo(["channel unknown"]));
        });
    }

    [Test]
    public async Task Of_two_changes_the_second_is_told_of_the_first_and_another_server_needs_the_key_again()
    {
        var made = await MakeAsync("gushi", "key-of-a-target-that-is-off", on: false);
        var id = Text(made, "id");
        await _host.Operator.PutAsJsonAsync($"{Path}/{id}", Body(made, name: "Theirs")).OkAsync();

        using var late = await _host.Operator.PutAsJsonAsync($"{Path}/{id}", Body(made, name: "Mine"));
        var conflict = JsonDocument.Parse(await late.Content.ReadAsStringAsync()).RootElement;
        var moved = await FieldsAsync(_host.Operator.PutAsJsonAsync($"{Path}/{id}", Body(made, server: "rtmp://collector.example/live", revision: 2)));
        await _host.Operator.DeleteAsync($"{Path}/{id}").OkAsync();

        Assert.Multiple(() =>
        {
            Assert.That((late.StatusCode, Text(conflict, "code"), Text(conflict.GetProperty("target"), "name")), Is.EqualTo((HttpStatusCode.Conflict, "simulcast.conflict", "Theirs")));
            Assert.That(moved, Is.EqualTo(["key length"]));
        });
        await _host.Operator.PutAsJsonAsync($"{Path}/{id}", Body(made)).RefusedAsync(HttpStatusCode.NotFound, "simulcast.unknown");
    }

    private static string[] Codecs { get; } = ["aac", "h264"];

    private static List<string> ServerForm { get; } = ["server form"];

    private static string Text(JsonElement element, string member) => element.GetProperty(member).GetString()!;

    private static object Body(JsonElement target, string? name = null, string? server = null, string? key = null, bool on = true, long? revision = null) => new
    {
        channel = Text(target, "channel"),
        name = name ?? Text(target, "name"),
        server = server ?? Text(target, "server"),
        key,
        on,
        revision = revision ?? target.GetProperty("revision").GetInt64(),
    };

    private static async Task<List<string>> FieldsAsync(Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.That((answer.StatusCode, Text(problem, "code")), Is.EqualTo((HttpStatusCode.BadRequest, "simulcast.invalid")));
        return [.. problem.GetProperty("fields").EnumerateArray().Select(fault => $"{Text(fault, "field")} {Text(fault, "fault")}")];
    }

    private Task<JsonElement> MakeAsync(string channel, string key, bool on = true) =>
        _host.Operator.PostAsync(Path, new { channel, name = "Platform", server = _platform.Url("").TrimEnd('/'), key, on }).OkAsync();

    private async Task<List<JsonElement>> StatusesAsync(string channel) => [.. (await _host.Operator.GetOkAsync($"/api/v1/channels/{channel}/simulcast")).EnumerateArray()];

    /// <summary>Awaits a state of a target.</summary>
    private async Task<JsonElement> StateAsync(string channel, string target, string state, Func<JsonElement, bool>? also = null)
    {
        var found = default(JsonElement);
        await Eventually.TrueAsync(
            async () =>
            {
                found = (await StatusesAsync(channel)).SingleOrDefault(status => Text(status, "target") == target);
                return found.ValueKind == JsonValueKind.Object && Text(found, "state") == state && also?.Invoke(found) != false;
            },
            $"{target} is {state}");
        return found;
    }

    /// <summary>Connections to the platform.</summary>
    private int Connections() => IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpConnections()
        .Count(connection => connection.State == TcpState.Established && connection.RemoteEndPoint.Port == _platform.Port);
}

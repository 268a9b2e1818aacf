using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Broadcast.Api.Tests.Claims;
using Broadcast.Api.Tests.Votes;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.State;
using Microsoft.Extensions.DependencyInjection;
using TestKit;
using TestKit.Media;
using TestKit.Processes;

namespace Broadcast.Api.Tests.Retirement;

/// <summary>Stages and festivals that are retired, with real encoders: offered no more, still to be read, and to be brought back.</summary>
public sealed class RetirementTests
{
    private readonly int _rtmp = FreePort.Next();
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync("--Roles", "all", "--Demo", "false", "--Ingest:Rtmp:Address", "127.0.0.1", "--Ingest:Rtmp:Port", $"{_rtmp}");
        await _host.CreateFestivalAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task A_retired_stage_drops_its_encoder_refuses_its_key_and_keeps_what_there_is_of_it()
    {
        var from = DateTimeOffset.UtcNow.AddMinutes(-2).ToUnixTimeMilliseconds();
        var key = await NewKeyAsync("gushi");
        await _host.SettleAsync("gushi.q1", "ann");
        await using var encoder = Push(key);
        await PublishedAsync("gushi");

        await _host.Operator.DeleteAsync("/api/v1/stages/gushi").OkAsync();
        await _host.Operator.DeleteAsync("/api/v1/stages/gushi").OkAsync();

        await encoder.WaitForExitAsync(Eventually.Patience);
        await using (var again = Push(key, TimeSpan.FromSeconds(1)))
        {
            await again.WaitForExitAsync(Eventually.Patience);
            Assert.That(again.ExitCode, Is.Not.Zero, "the key is refused");
        }

        await Eventually.TrueAsync(async () => (await _host.Anonymous.GetAsync("/live/gushi/index.m3u8")).StatusCode == HttpStatusCode.NotFound, "it is offered no more");
        await _host.Operator.PostAsync("/api/v1/stages/gushi/key", new { }).RefusedAsync(HttpStatusCode.Conflict, "stage.retired");
        await _host.Operator.PutAsJsonAsync("/api/v1/stages/gushi", new { revision = 2, name = "一" }).RefusedAsync(HttpStatusCode.Conflict, "stage.retired");
        var shown = await _host.Anonymous.GetOkAsync("/api/v1/festivals/festival");
        var all = await _host.Operator.GetOkAsync("/api/v1/festivals/festival?retired=true");
        var results = await _host.Operator.GetOkAsync("/api/v1/results/questions?stage=gushi");
        var recorded = await _host.Anonymous.GetStringAsync($"/live/gushi/full.m3u8?from={from}");
        Assert.Multiple(() =>
        {
            Assert.That(_host.Facts.Stages.Select(stage => stage.Id.Value), Does.Not.Contain("gushi"));
            Assert.That(Stages(shown), Is.EqualTo(["suning"]));
            Assert.That(all.GetProperty("stages").EnumerateArray().Where(stage => stage.TryGetProperty("retiredAt", out _)).Select(Id), Is.EqualTo(["gushi"]));
            Assert.That(results.GetRawText(), Does.Contain("gushi.q1"));
            Assert.That(recorded, Does.Contain(".m4s").And.Contain("#EXT-X-ENDLIST"));
        });

        await _host.Operator.PostAsync("/api/v1/stages/gushi/restore", new { }).OkAsync();
        await _host.Operator.PostAsync("/api/v1/stages/gushi/restore", new { }).OkAsync();
        await using (var old = Push(key, TimeSpan.FromSeconds(1)))
        {
            await old.WaitForExitAsync(Eventually.Patience);
            Assert.That(old.ExitCode, Is.Not.Zero, "a restored stage needs a new key");
        }

        await using var restored = Push(await NewKeyAsync("gushi"));
        await PublishedAsync("gushi");
        var audit = await _host.Operator.GetOkAsync("/api/v1/audit?what=stage&id=gushi");
        Assert.That(audit.GetProperty("entries").EnumerateArray().Select(entry => entry.GetProperty("action").GetString()), Is.EqualTo(["restored", "retired", "made"]));
    }

    [Test]
    public async Task A_stage_that_is_planned_is_not_retired_and_what_is_over_stays_in_the_plan()
    {
        await MakeAsync("planned", "planned-one", "planned-two");
        var past = Slot("planned-one", "past", -7200, 60);
        await PlanAsync("planned", past, Slot("planned-one", "next", 600, 60), Slot("planned-two", "other", 700, 60));

        var refused = await ProblemAsync(_host.Operator.DeleteAsync("/api/v1/stages/planned-one"));
        await PlanAsync("planned", past);
        var vote = (await _host.Operator.PostAsync("/api/v1/stages/planned-one/votes", VoteRig.Draft(new { seconds = 600 })).OkAsync()).GetProperty("id").GetString()!;
        await _host.Operator.DeleteAsync("/api/v1/stages/planned-one").RefusedAsync(HttpStatusCode.Conflict, "stage.open");
        await _host.StepAsync(vote, "void").OkAsync();
        await OpenThingsRefuseAsync("planned-one");
        await _host.Operator.DeleteAsync("/api/v1/stages/planned-one").OkAsync();
        await _host.Operator.PostAsync("/api/v1/stages/planned-one/votes", VoteRig.Draft(new { seconds = 600 })).RefusedAsync(HttpStatusCode.NotFound, "stage.unknown");
        await _host.Operator.PutAsJsonAsync("/api/v1/products/late", new { name = "茶", price = 1, stage = "planned-one" }).RefusedAsync(HttpStatusCode.NotFound, "stage.unknown");

        Assert.That(refused.GetProperty("code").GetString(), Is.EqualTo("stage.planned"));
        Assert.That(refused.GetProperty("slots").EnumerateArray().Select(Id), Is.EqualTo(["next"]));
        Assert.That((await _host.VoteAsync(vote)).GetProperty("state").GetString(), Is.EqualTo("voided"), "it can still be read");
        await PlanAsync("planned", past, Slot("planned-two", "other", 700, 60));
        await PutPlanAsync("planned", past, Slot("planned-one", "new", 800, 60)).RefusedAsync(HttpStatusCode.NotFound, "stage.unknown");
    }

    [Test]
    public async Task A_retired_festival_is_offered_no_more_can_be_read_and_comes_back()
    {
        await MakeAsync("a-fair", "a-fair-one", "a-fair-two");
        await _host.Operator.DeleteAsync("/api/v1/stages/a-fair-two").OkAsync();
        await PlanAsync("a-fair", Slot("a-fair-one", "now", -60, 600), Slot("a-fair-one", "later", 900, 60));
        var refused = await ProblemAsync(_host.Operator.DeleteAsync("/api/v1/festivals/a-fair"));
        await PlanAsync("a-fair", Slot("a-fair-one", "later", 900, 60));
        await ShownAsync("a-fair", state => state?.OnAir is null);
        Assert.That(await SiteAsync(), Is.EqualTo("a-fair"));
        var vote = (await _host.Operator.PostAsync("/api/v1/stages/a-fair-one/votes", VoteRig.Draft(new { seconds = 600 })).OkAsync()).GetProperty("id").GetString()!;
        await _host.Operator.DeleteAsync("/api/v1/festivals/a-fair").RefusedAsync(HttpStatusCode.Conflict, "stage.open");
        await _host.StepAsync(vote, "void").OkAsync();

        await _host.Operator.DeleteAsync("/api/v1/festivals/a-fair").OkAsync();
        await _host.Operator.DeleteAsync("/api/v1/festivals/a-fair").OkAsync();

        await Eventually.TrueAsync(() => _host.Facts.Relays.All(relay => relay.Channel.Value != "a-fair") && _host.Facts.Stages.All(stage => stage.Id.Value != "a-fair-one"), "it has left the facts");
        await _host.Operator.PutAsJsonAsync("/api/v1/festivals/a-fair", new { revision = 2, name = "节", chapters = Array.Empty<object>() }).RefusedAsync(HttpStatusCode.Conflict, "festival.retired");
        await _host.Operator.PostAsync("/api/v1/festivals/a-fair/stages", new { id = "a-fair-three", name = "三" }).RefusedAsync(HttpStatusCode.Conflict, "festival.retired");
        await _host.Operator.PostAsync("/api/v1/stages/a-fair-two/restore", new { }).RefusedAsync(HttpStatusCode.Conflict, "festival.retired");
        await PutPlanAsync("a-fair").RefusedAsync(HttpStatusCode.Conflict, "festival.retired");
        var read = await _host.Anonymous.GetOkAsync("/api/v1/festivals/a-fair");
        var (listed, all, site) = (await ListedAsync(_host.Anonymous, "?retired=true"), await ListedAsync(_host.Operator, "?retired=true"), await SiteAsync());
        Assert.Multiple(() =>
        {
            Assert.That((refused.GetProperty("code").GetString(), Id(refused.GetProperty("slots")[0])), Is.EqualTo(("festival.on_air", "now")));
            Assert.That(listed, Does.Not.Contain("a-fair"));
            Assert.That(all, Does.Contain("a-fair"));
            Assert.That(site, Is.EqualTo("festival"));
            Assert.That((read.TryGetProperty("retiredAt", out _), Stages(read).Single()), Is.EqualTo((true, "a-fair-one")));
        });

        var restored = await _host.Operator.PostAsync("/api/v1/festivals/a-fair/restore", new { }).OkAsync();
        await Eventually.TrueAsync(() => _host.Facts.Relays.Any(relay => relay.Channel.Value == "a-fair" && relay.Slots is [_]), "it plays again, with its plan");
        Assert.That((restored.TryGetProperty("retiredAt", out _), restored.GetProperty("revision").GetInt64()), Is.EqualTo((false, 3L)));
        Assert.That(await ListedAsync(_host.Anonymous), Does.Contain("a-fair"));
        await _host.Operator.DeleteAsync("/api/v1/festivals/a-fair").OkAsync();
    }

    [Test]
    public async Task What_a_relay_shows_by_hand_is_not_retired_before_it_is_given_back()
    {
        const string relay = "/api/v1/channels/by-hand";
        await MakeAsync("by-hand", "by-hand-one", "by-hand-two");
        await Eventually.TrueAsync(async () => (await _host.Operator.PostAsync($"{relay}/take", new { stage = "by-hand-one" })).IsSuccessStatusCode, "the relay is there");
        await _host.Operator.PostAsync($"{relay}/hold", new { expectedCurrent = "by-hand-one" }).OkAsync();
        await ShownAsync("by-hand", state => state is { OnAir: not null, ByHand.Hold: not null });

        await _host.Operator.DeleteAsync("/api/v1/stages/by-hand-one").RefusedAsync(HttpStatusCode.Conflict, "stage.on_air");
        await _host.Operator.DeleteAsync("/api/v1/festivals/by-hand").RefusedAsync(HttpStatusCode.Conflict, "festival.on_air");
        await _host.Operator.DeleteAsync("/api/v1/stages/by-hand-two").OkAsync();
        await _host.Operator.PostAsync($"{relay}/return", new { }).OkAsync();
        await ShownAsync("by-hand", state => state is { OnAir: null, ByHand: null });

        await _host.Operator.DeleteAsync("/api/v1/stages/by-hand-one").OkAsync();
        await _host.Operator.DeleteAsync("/api/v1/festivals/by-hand").OkAsync();
    }

    [Test]
    public async Task What_does_not_exist_cannot_be_retired_or_restored()
    {
        await _host.Operator.DeleteAsync("/api/v1/stages/nowhere").RefusedAsync(HttpStatusCode.NotFound, "stage.unknown");
        await _host.Operator.PostAsync("/api/v1/stages/nowhere/restore", new { }).RefusedAsync(HttpStatusCode.NotFound, "stage.unknown");
        await _host.Operator.DeleteAsync("/api/v1/festivals/nowhere").RefusedAsync(HttpStatusCode.NotFound, "festival.unknown");
        await _host.Operator.PostAsync("/api/v1/festivals/nowhere/restore", new { }).RefusedAsync(HttpStatusCode.NotFound, "festival.unknown");
    }

    /// <summary>A question without a prize, and a poll that opens later: each keeps the stage from being retired until it is called off.</summary>
    private async Task OpenThingsRefuseAsync(string stage)
    {
        var (room, path) = ($"/api/v1/rooms/{stage}", $"/api/v1/stages/{stage}");
        await Eventually.TrueAsync(async () => (await _host.Operator.GetAsync(room)).IsSuccessStatusCode, "the room is there");
        var question = Id(await _host.Operator.PostAsync($"{room}/questions", new { text = "几只鹅？", options = new[] { "一", "二" }, answer = 0, seconds = 300 }).OkAsync());
        await _host.Operator.DeleteAsync(path).RefusedAsync(HttpStatusCode.Conflict, "stage.open");
        await _host.Operator.PostAsync($"{room}/questions/{question}/void", new { }).OkAsync();
        var poll = Id(await _host.Operator.PostAsync($"{room}/polls", new { text = "?", options = new[] { "a", "b" }, seconds = 60, opensAt = DateTimeOffset.UtcNow.AddMinutes(10).ToUnixTimeMilliseconds() }).OkAsync());
        await _host.Operator.DeleteAsync(path).RefusedAsync(HttpStatusCode.Conflict, "stage.open");
        await _host.Operator.PostAsync($"{room}/polls/{poll}/cancel", new { }).OkAsync();
    }

    private Task ShownAsync(string relay, Predicate<RelayState?> shown) => Eventually.TrueAsync(
        async () => shown(await _host.Services.GetRequiredService<LiveState>().RelayAsync(ChannelId.Parse(relay))), "the relay's state is in Redis");

    private TestProcess Push(string key, TimeSpan? duration = null) => Encoder.Start($"rtmp://127.0.0.1:{_rtmp}/live/{key}", new EncoderPicture { Duration = duration });

    /// <summary>A new key of the stage, with which an encoder may publish.</summary>
    private async Task<string> NewKeyAsync(string stage)
    {
        var key = (await _host.Operator.PostAsync($"/api/v1/stages/{stage}/key", new { }).OkAsync()).GetProperty("streamKey").GetString()!;
        var digest = Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)));
        await Eventually.TrueAsync(() => _host.Facts.Stages.Any(known => known.KeyDigest == digest), "the key is known");
        return key;
    }

    private Task PublishedAsync(string stage) => Eventually.TrueAsync(
        async () => await _host.Operator.GetAsync($"/api/v1/stages/{stage}/health") is { IsSuccessStatusCode: true } health
            && (await health.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("live").GetBoolean(),
        "the stage is live");

    private async Task MakeAsync(string festival, params string[] stages)
    {
        await _host.Operator.PostAsync("/api/v1/festivals", new { id = festival, name = "节" }).OkAsync();
        foreach (var stage in stages)
            await _host.Operator.PostAsync($"/api/v1/festivals/{festival}/stages", new { id = stage, name = stage }).OkAsync();
    }

    private static object Slot(string stage, string id, double inSeconds, double seconds) =>
        new { id, stage, title = id, start = DateTimeOffset.UtcNow.AddSeconds(inSeconds), duration = seconds };

    private async Task PlanAsync(string festival, params object[] slots) => await PutPlanAsync(festival, slots).OkAsync();

    private async Task<HttpResponseMessage> PutPlanAsync(string festival, params object[] slots)
    {
        var revision = (await _host.Anonymous.GetOkAsync($"/api/v1/festivals/{festival}/rundown")).GetProperty("revision").GetInt64();
        return await _host.Operator.PutAsJsonAsync($"/api/v1/festivals/{festival}/rundown", new { revision, slots });
    }

    private async Task<string?> SiteAsync() => (await _host.Anonymous.GetOkAsync("/api/v1/site")).GetProperty("festival").GetString();

    private static async Task<IReadOnlyList<string?>> ListedAsync(HttpClient client, string query = "") => [.. (await client.GetOkAsync($"/api/v1/festivals{query}")).EnumerateArray().Select(Id)];

    private static async Task<JsonElement> ProblemAsync(Task<HttpResponseMessage> call)
    {
        using var answer = await call;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Conflict), text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static IReadOnlyList<string?> Stages(JsonElement programme) => [.. programme.GetProperty("stages").EnumerateArray().Select(Id)];

    private static string? Id(JsonElement from) => from.GetProperty("id").GetString();
}

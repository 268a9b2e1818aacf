using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Ingest.Tests.Playout;
using TestKit;
using TestKit.Media;

namespace Broadcast.Ingest.Tests.Sources;

/// <summary>An operator drops a stage's publisher.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class ForcedOutTests
{
    private const string Key = "a-key-of-gushi-forced";
    private SourcesHost _host = null!;

    [OneTimeSetUp]
    public async Task Start() => _host = await SourcesHost.StartAsync(Key);

    [OneTimeTearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [Test]
    public async Task The_publisher_is_dropped_and_the_next_one_gets_the_stage()
    {
        using var operators = _host.Client([Roles.Operator]);
        await using var first = Encoder.Start(_host.RtmpUrl(Key));
        await Eventually.TrueAsync(() => _host.Source.Live, "the first is live");

        var answer = await operators.DeleteAsync(new Uri("/api/v1/stages/gushi/publisher", UriKind.Relative));

        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        Assert.That(await NotedActs.OfAsync(_host.Services, "gushi"), Is.EqualTo(["""publisher.dropped {"publisher":null}"""]));
        await first.WaitForExitAsync();
        await using var next = Encoder.Start(_host.RtmpUrl(Key));
        await Eventually.TrueAsync(() => _host.Source.Live, "the next is live");
        await next.StopAsync();
        await Eventually.TrueAsync(() => !_host.Source.HasFeed, "nobody publishes");
    }

    [TestCase("gushi", HttpStatusCode.Conflict, "stage.no_publisher")]
    [TestCase("nowhere", HttpStatusCode.NotFound, "stage.unknown")]
    public async Task Without_a_publisher_or_a_stage_the_request_is_refused_with_a_code(string stage, HttpStatusCode status, string code)
    {
        using var operators = _host.Client([Roles.Operator]);

        var answer = await operators.DeleteAsync(new Uri($"/api/v1/stages/{stage}/publisher", UriKind.Relative));

        Assert.That(answer.StatusCode, Is.EqualTo(status));
        Assert.That((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString(), Is.EqualTo(code));
    }

    [Test]
    public async Task Only_an_operator_may_drop_the_publisher()
    {
        using var anchors = _host.Client([Roles.Anchor], "gushi");
        using var nobody = _host.Client();

        Assert.That((await anchors.DeleteAsync(new Uri("/api/v1/stages/gushi/publisher", UriKind.Relative))).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
        Assert.That((await nobody.DeleteAsync(new Uri("/api/v1/stages/gushi/publisher", UriKind.Relative))).StatusCode, Is.EqualTo(HttpStatusCode.Unauthorized));
    }
}

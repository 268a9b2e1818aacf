using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Broadcast.Chat.Spine.Tokens;
using Broadcast.Ingest.Tests.Playout;
using Broadcast.Ingest.Tests.Sources;
using TestKit;
using TestKit.Media;

namespace Broadcast.Ingest.Tests.TestPicture;

/// <summary>An operator shows a stage's test picture, with real FFmpeg.</summary>
[Parallelizable(ParallelScope.Self)]
internal sealed class TestPictureTests
{
    private const string Key = "a-key-of-gushi-test-picture";
    private static readonly Uri Picture = new("/api/v1/stages/gushi/test-picture", UriKind.Relative);
    private static readonly Uri Health = new("/api/v1/stages/gushi/health", UriKind.Relative);
    private SourcesHost _host = null!;

    [OneTimeSetUp]
    public async Task Start() => _host = await SourcesHost.StartAsync(Key);

    [OneTimeTearDown]
    public async Task Stop() => await _host.DisposeAsync();

    [Test]
    public async Task It_is_shown_with_sound_until_an_encoder_comes_and_not_beside_one()
    {
        using var operators = _host.Client([Roles.Operator]);
        var shown = await operators.PostAsync(Picture, null);
        var until = (await shown.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("until").GetDateTimeOffset();
        await Eventually.TrueAsync(() => _host.Source.Live, "the test picture is live");
        var health = await operators.GetFromJsonAsync<JsonElement>(Health);
        var again = (await (await operators.PostAsync(Picture, null)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("until").GetDateTimeOffset();

        await using var encoder = Encoder.Start(_host.RtmpUrl(Key));
        await Eventually.TrueAsync(() => _host.Source is { Live: true, Session.Client: not "test picture" }, "the encoder is shown in place of it");
        var beside = await CodeAsync(await operators.PostAsync(Picture, null));

        Assert.Multiple(() =>
        {
            Assert.That(shown.StatusCode, Is.EqualTo(HttpStatusCode.OK));
            Assert.That(health.GetProperty("publisher").GetProperty("client").GetString(), Is.EqualTo("test picture"));
            Assert.That((health.GetProperty("width").GetInt32(), health.GetProperty("soundChannels").GetInt32()), Is.EqualTo((640, 2)));
            Assert.That(again, Is.EqualTo(until), "the second call changes nothing");
            Assert.That(beside, Is.EqualTo("test_picture.source"));
        });
        await encoder.StopAsync();
        await Eventually.TrueAsync(() => !_host.Source.HasFeed, "nothing comes back when the encoder has left");
        await operators.PostAsync(Picture, null);
        await Eventually.TrueAsync(() => _host.Source.Live, "it is shown once more");
        Assert.That((await operators.DeleteAsync(Picture)).StatusCode, Is.EqualTo(HttpStatusCode.NoContent));
        await Eventually.TrueAsync(() => !_host.Source.HasFeed, "it is gone");
        await operators.DeleteAsync(Picture);
        var noted = await NotedActs.OfAsync(_host.Services, "gushi");
        Assert.That(noted.Select(act => act.Split(' ')[0]), Is.EqualTo(["test_picture.shown", "test_picture.shown", "test_picture.shown", "test_picture.ended"]), "what was refused or ended nothing is not there");
    }

    [Test]
    public async Task Only_operators_may_show_it_and_only_on_a_stage()
    {
        using var operators = _host.Client([Roles.Operator]);
        using var anchors = _host.Client([Roles.Anchor], "gushi");

        var nowhere = await operators.PostAsync(new Uri("/api/v1/stages/nowhere/test-picture", UriKind.Relative), null);

        Assert.That(await CodeAsync(nowhere), Is.EqualTo("stage.unknown"));
        Assert.That((await anchors.PostAsync(Picture, null)).StatusCode, Is.EqualTo(HttpStatusCode.Forbidden));
    }

    private static async Task<string?> CodeAsync(HttpResponseMessage answer) => (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString();
}

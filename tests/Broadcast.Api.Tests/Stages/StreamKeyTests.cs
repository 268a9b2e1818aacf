using System.Net;
using System.Security.Cryptography;
using System.Text;
using Broadcast.Chat.Spine.Tokens;
using TestKit;

namespace Broadcast.Api.Tests.Stages;

public sealed class StreamKeyTests
{
    private ApiHost _host = null!;

    [OneTimeSetUp]
    public async Task StartAsync()
    {
        _host = await ApiHost.StartAsync();
        await _host.CreateFestivalAsync();
    }

    [OneTimeTearDown]
    public async Task StopAsync() => await _host.DisposeAsync();

    [Test]
    public async Task A_rotated_key_is_shown_once_and_only_its_digest_is_kept()
    {
        var key = await RotateAsync();

        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        await Eventually.TrueAsync(() => _host.Facts.Stages.Any(stage => stage.Id.Value == "gushi" && stage.KeyDigest == digest), "the facts have the new digest");
        var stored = await _host.StoredAsync();
        Assert.Multiple(() =>
        {
            Assert.That(stored, Does.Contain(digest), "the digest is in the database");
            Assert.That(stored, Does.Not.Contain(key), "the key is not");
            Assert.That(_host.Log.Text, Does.Not.Contain(key), "nor in the log");
        });
    }

    [Test]
    public async Task With_the_key_comes_what_an_encoder_is_set_up_with()
    {
        var made = await _host.Operator.PostAsync("/api/v1/stages/gushi/key", content: null).OkAsync();

        var (key, card) = (made.GetProperty("streamKey").GetString()!, made.GetProperty("encoder"));
        Assert.Multiple(() =>
        {
            Assert.That(card.GetProperty("server").GetString(), Is.EqualTo("rtmp://127.0.0.1:1935/live"));
            Assert.That(card.GetProperty("larix").GetString(), Does.StartWith($"larix://set/v1?conn[][url]=rtmp%3A%2F%2F127.0.0.1%3A1935%2Flive%2F{key}&"));
            Assert.That(card.GetProperty("larixQr").GetString(), Does.StartWith("<svg").And.Contain("viewBox").And.Not.Contain(key));
        });
    }

    [Test]
    public async Task Keys_have_160_bits_and_are_never_the_same()
    {
        var first = await RotateAsync();
        var second = await RotateAsync();

        Assert.Multiple(() =>
        {
            Assert.That(first, Does.Match("^[A-Za-z0-9_-]{27}$"));
            Assert.That(second, Is.Not.EqualTo(first));
        });
    }

    [Test]
    public Task An_unknown_stage_has_no_key() =>
        _host.Operator.PostAsync("/api/v1/stages/none/key", content: null).RefusedAsync(HttpStatusCode.NotFound, "stage.unknown");

    [Test]
    public async Task Anchors_do_not_rotate_keys()
    {
        using var anchor = _host.Client(_host.Token(Roles.Anchor));

        await anchor.PostAsync("/api/v1/stages/gushi/key", content: null).RefusedAsync(HttpStatusCode.Forbidden, "auth.forbidden");
    }

    private async Task<string> RotateAsync() =>
        (await _host.Operator.PostAsync("/api/v1/stages/gushi/key", content: null).OkAsync()).GetProperty("streamKey").GetString()!;
}

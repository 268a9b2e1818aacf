using Broadcast.Ingest.Simulcast;

namespace Broadcast.Ingest.Tests.Simulcast;

internal sealed class PushUrlTests
{
    // As the platforms hand them out.
    [TestCase("rtmp://a.rtmp.youtube.com/live2/abcd-efgh", "a.rtmp.youtube.com", 1935, false, "live2", "abcd-efgh")]
    [TestCase("rtmps://live-api-s.facebook.com:443/rtmp/FB-1?s_bl=1&a=b/c", "live-api-s.facebook.com", 443, true, "rtmp", "FB-1?s_bl=1&a=b/c")]
    [TestCase("rtmp://live-push.bilivideo.com/live-bvc/?streamname=live_1&key=2", "live-push.bilivideo.com", 1935, false, "live-bvc", "?streamname=live_1&key=2")]
    [TestCase("rtmp://127.0.0.1:19350/app/instance/key", "127.0.0.1", 19350, false, "app/instance", "key")]
    [TestCase("rtmp://[::1]/live/a%2Fb", "::1", 1935, false, "live", "a%2Fb")]
    public void A_platforms_url_comes_apart(string text, string host, int port, bool tls, string app, string key)
    {
        var url = PushUrl.Parse(text)!;

        Assert.That((url.Host, url.Port, url.Tls, url.App, url.Key), Is.EqualTo((host, port, tls, app, key)));
        Assert.That(url.Shown, Does.EndWith($"/{app.Split('/')[0]}"));
        Assert.That(url.ToString(), Does.Not.Contain(key));
    }

    [TestCase("rtmp://host/live/top-secret?sign=abc123def&a=1", "live/top-secret?sign=abc123def&a=1 is taken", "live/… is taken")]
    [TestCase("rtmp://host/live/top-secret?sign=abc123def", "no stream TOP-SECRET", "no stream …")]
    [TestCase("rtmp://host/live/key?sign=abc%2F123", "sign=abc/123 or abc%2F123", "sign=… or …")]
    [TestCase("rtmp://host/live/hidden-instance/key", "no rtmp://host/live/hidden-instance here", "no … here")]
    [TestCase("rtmp://host/live/hidden-instance/key", "no app live/hidden-instance", "no app live/…")]
    [TestCase("rtmp://host/live/key?a=1", "code 1: NetStream.Publish.BadName", "code 1: NetStream.Publish.BadName")]
    public void A_platforms_words_are_shown_without_secrets(string url, string words, string shown) =>
        Assert.That(PushUrl.Parse(url)!.Hide(words), Is.EqualTo(shown));

    [TestCase(null)]
    [TestCase("rtmp://")]
    [TestCase("rtmp://host")]
    [TestCase("rtmp://host/app")]
    [TestCase("rtmp://host/app/")]
    [TestCase("rtmp://host//key")]
    [TestCase("https://host/app/key")]
    public void What_cannot_be_pushed_to_is_refused(string? text) => Assert.That(PushUrl.Parse(text), Is.Null);
}

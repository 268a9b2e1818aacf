using Broadcast.Ingest.Simulcast;

namespace Broadcast.Ingest.Tests.Simulcast;

internal sealed class PushConnectionTests
{
    [TestCase("rtmp://127.0.0.1:9/live/key")]
    [TestCase("rtmp://localhost:9/live/key")]
    [TestCase("rtmp://2130706433:9/live/key")]
    [TestCase("rtmps://[::ffff:10.0.0.1]/live/key")]
    public async Task Without_the_setting_nothing_is_sent_into_this_machines_networks(string url)
    {
        var refused = await Assert.ThrowsAsync<IOException>(() => PushConnection.OpenAsync(PushUrl.Parse(url)!, allowLocal: false, CancellationToken.None));

        Assert.That(refused!.Message, Does.Contain("not public").And.Contain("Ingest:Simulcast:AllowLocal").And.Not.Contain("key"));
    }
}

using System.Net.Security;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Ingest.Media;
using Microsoft.Extensions.Time.Testing;
using TestKit;
using TestKit.Media;

namespace Broadcast.Ingest.Tests.Rtmp;

internal sealed class RtmpsTests
{
    private readonly TestCertificate _certificate = new();

    [OneTimeTearDown]
    public void Remove() => _certificate.Dispose();

    [Test]
    public async Task A_real_encoder_publishes_behind_tls()
    {
        await using var host = await RtmpHost.StartAsync(null, _certificate.Pem);
        await using var encoder = Encoder.Start($"rtmps://127.0.0.1:{host.TlsEndPoint.Port}/live/goodTls", new EncoderPicture { Duration = TimeSpan.FromSeconds(2) });
        await encoder.WaitForExitAsync();

        Assert.That(encoder.ExitCode, Is.Zero, encoder.Output);
        var session = host.Gate.Session("goodTls")!;
        await session.Ended.WaitAsync(Eventually.Patience);
        Assert.That(session.Messages.Count(message => message.Kind == MediaKind.Video), Is.GreaterThanOrEqualTo(50));
    }

    [Test]
    public async Task A_real_encoder_with_a_wrong_key_reads_why_behind_tls()
    {
        await using var host = await RtmpHost.StartAsync(null, _certificate.LockedPem);
        await using var encoder = Encoder.Start($"rtmps://127.0.0.1:{host.TlsEndPoint.Port}/live/wrong");
        await encoder.WaitForExitAsync();

        Assert.That(encoder.Output, Does.Contain("refused"));
    }

    [Test]
    public async Task A_dropped_publisher_gets_a_status_behind_tls()
    {
        await using var host = await RtmpHost.StartAsync(null, _certificate.Pfx);
        await using var client = await RtmpClient.PublishAsync(host, "goodGone", tls: true);

        host.Gate.Session("goodGone")!.Drop();

        Assert.That(RtmpClient.Code(await client.CommandAsync("onStatus")), Is.EqualTo("NetStream.Publish.Rejected"));
    }

    [Test]
    public async Task A_pfx_is_sent_with_its_intermediate_certificates()
    {
        await using var host = await RtmpHost.StartAsync(null, _certificate.ChainPfx);
        using var client = new System.Net.Sockets.TcpClient();
        await client.ConnectAsync(host.TlsEndPoint);
        var shown = new List<string>();
        await using var tls = new SslStream(client.GetStream(), leaveInnerStreamOpen: false, (_, certificate, chain, _) =>
        {
            shown = [certificate!.Subject, .. chain!.ChainPolicy.ExtraStore.Select(one => one.Subject)];
            return true;
        });
        await tls.AuthenticateAsClientAsync("localhost");

        Assert.That(shown, Does.Contain("CN=localhost").And.Contain(TestCertificate.Intermediate));
    }

    [Test]
    public async Task A_peer_that_speaks_no_tls_is_cut_off_and_the_next_one_is_served()
    {
        await using var host = await RtmpHost.StartAsync(null, _certificate.Pem);
        await using var plain = Encoder.Start($"rtmp://127.0.0.1:{host.TlsEndPoint.Port}/live/goodPlain", new EncoderPicture { Duration = TimeSpan.FromSeconds(2) });
        await plain.WaitForExitAsync();

        Assert.That(plain.ExitCode, Is.Not.Zero);
        await using var client = await RtmpClient.PublishAsync(host, "goodNext", tls: true);
    }

    [Test]
    public async Task A_peer_that_never_shakes_hands_is_cut_off()
    {
        var time = new FakeTimeProvider();
        await using var host = await RtmpHost.StartAsync(time, _certificate.Pem);
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(host.TlsEndPoint);

        var closed = Task.Run(async () =>
        {
            try
            {
                return await socket.GetStream().ReadAsync(new byte[1]);
            }
            catch (IOException)
            {
                return 0;
            }
        });
        await Eventually.TrueAsync(
            () =>
            {
                time.Advance(TimeSpan.FromSeconds(1));
                return closed.IsCompleted;
            },
            "the peer is cut off");
        Assert.That(await closed, Is.Zero);
    }

    [Test]
    public void A_certificate_that_is_not_there_is_named_with_its_key() =>
        Assert.That(
            async () => await RtmpHost.StartAsync(null, TestCertificate.Missing),
            Throws.TypeOf<StartFailure>().With.Message.Contains("'/nowhere/one.pem'").And.Message.Contains("Ingest:Rtmp:Tls:Certificate"));

    [Test]
    public void A_certificate_without_its_password_is_named_with_its_keys() =>
        Assert.That(
            async () => await RtmpHost.StartAsync(null, _certificate.WithoutPassword),
            Throws.TypeOf<StartFailure>().With.Message.Contains("Ingest:Rtmp:Tls:Password"));
}

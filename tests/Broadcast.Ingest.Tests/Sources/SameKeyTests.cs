using TestKit;
using TestKit.Media;

namespace Broadcast.Ingest.Tests.Sources;

/// <summary>Two real encoders behind one address with one key.</summary>
internal sealed class SameKeyTests
{
    private const string Key = "a-key-of-gushi-twice";

    [Test]
    public async Task The_encoder_that_was_there_first_keeps_the_stage_while_it_delivers()
    {
        await using var host = await SourcesHost.StartAsync(Key);
        await using var first = Encoder.Start(host.RtmpUrl(Key));
        await Eventually.TrueAsync(() => host.Source.Live, "the first is live");
        var session = host.Source.Session;

        await using (var second = Encoder.Start(host.RtmpUrl(Key)))
            await second.WaitForExitAsync();

        Assert.That(host.Source.Session, Is.SameAs(session));
        Assert.That(first.HasExited, Is.False);
        Assert.That(host.Source.Health().LastRefusal, Is.EqualTo("busy"));
    }

    [Test]
    public async Task An_encoder_that_hangs_yields_to_the_next()
    {
        await using var host = await SourcesHost.StartAsync(Key);
        await using var first = Encoder.Start(host.RtmpUrl(Key));
        await Eventually.TrueAsync(() => host.Source.Live, "the first is live");
        var hung = host.Source.Session!;

        first.Freeze();
        await Eventually.TrueAsync(() => hung.Feed.IsStale, "the first is stale");
        await using var second = Encoder.Start(host.RtmpUrl(Key));

        await Eventually.TrueAsync(() => host.Source.Session is { } session && session != hung && host.Source.Live, "the second is live");
    }
}

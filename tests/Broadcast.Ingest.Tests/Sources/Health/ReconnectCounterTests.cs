using Broadcast.Ingest.Sources.Health;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Ingest.Tests.Sources.Health;

internal sealed class ReconnectCounterTests
{
    [Test]
    public void Only_what_comes_again_is_a_reconnect_and_it_is_forgotten_after_an_hour()
    {
        var time = new FakeTimeProvider();
        var counter = new ReconnectCounter(time);
        Assert.That(counter.Reconnects, Is.EqualTo((0L, 0)));
        for (var i = 0; i < 4; i++)
        {
            counter.CountFeed();
            time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.That(counter.Reconnects, Is.EqualTo((3L, 3)));
        time.Advance(TimeSpan.FromMinutes(58));
        Assert.That(counter.Reconnects, Is.EqualTo((3L, 1)));
        time.Advance(TimeSpan.FromMinutes(10));
        Assert.That(counter.Reconnects, Is.EqualTo((3L, 0)));
    }
}

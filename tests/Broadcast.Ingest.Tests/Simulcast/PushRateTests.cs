using Broadcast.Ingest.Simulcast;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Ingest.Tests.Simulcast;

internal sealed class PushRateTests
{
    [Test]
    public void The_rate_is_that_of_the_last_five_seconds()
    {
        var time = new FakeTimeProvider();
        var rate = new PushRate(time);
        rate.Begin();
        rate.Add(1000);
        Assert.That(rate.BitsPerSecond, Is.Zero, "less than a second");

        time.Advance(TimeSpan.FromSeconds(2));
        Assert.That(rate.BitsPerSecond, Is.EqualTo(4000));

        time.Advance(TimeSpan.FromSeconds(6));
        rate.Add(5000);
        Assert.That(rate.BitsPerSecond, Is.EqualTo(8000));
    }
}

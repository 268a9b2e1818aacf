using Broadcast.Ingest.Media;
using Broadcast.Ingest.Tests.Sources;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Ingest.Tests.Media;

internal sealed class ReceiveClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 10, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider _true = new(Start);
    private SteppedTime _server = null!;
    private ReceiveClock _clock = null!;

    [SetUp]
    public void Begin()
    {
        _server = new SteppedTime(_true);
        _clock = new ReceiveClock(_server);
    }

    [TestCase(1)]
    [TestCase(-1)]
    public void A_step_of_a_second_is_made_up_for_in_a_thousand_seconds_and_time_never_goes_back(int seconds)
    {
        _server.Step(TimeSpan.FromSeconds(seconds));

        var last = _clock.GetUtcNow();
        for (var passed = 0; passed < 1000; passed++)
        {
            Assert.That(_clock.Behind.Duration(), Is.EqualTo(TimeSpan.FromSeconds(1 - (passed / 1000.0))).Within(TimeSpan.FromMilliseconds(2)));
            _true.Advance(TimeSpan.FromSeconds(1));
            var now = _clock.GetUtcNow();
            Assert.That(now - last, Is.EqualTo(TimeSpan.FromSeconds(1)).Within(TimeSpan.FromMilliseconds(2)));
            last = now;
        }

        Assert.That(_clock.Behind, Is.EqualTo(TimeSpan.Zero).Within(TimeSpan.FromMilliseconds(1)));
    }

    [TestCase(3600)]
    [TestCase(-3600)]
    public void An_hour_is_taken_at_once(int seconds)
    {
        _server.Step(TimeSpan.FromSeconds(seconds));
        _true.Advance(TimeSpan.FromMilliseconds(40));

        Assert.That(_clock.GetUtcNow(), Is.EqualTo(_server.GetUtcNow()));
    }

    [Test]
    public void Without_a_step_it_is_the_servers_time()
    {
        _true.Advance(TimeSpan.FromHours(9));

        Assert.That(_clock.GetUtcNow(), Is.EqualTo(_server.GetUtcNow()));
    }
}

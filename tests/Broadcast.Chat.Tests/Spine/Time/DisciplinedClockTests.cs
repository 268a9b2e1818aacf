using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Time;
using Microsoft.Extensions.Time.Testing;
using TestKit;

namespace Broadcast.Chat.Tests.Spine.Time;

public sealed class DisciplinedClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 10, 1, 10, 0, 0, TimeSpan.Zero);
    private FakeTimeProvider _true = null!;
    private SteppedTime _machine = null!;
    private DisciplinedClock _clock = null!;

    [SetUp]
    public void Begin()
    {
        _true = new FakeTimeProvider(Start);
        _machine = new SteppedTime(_true);
        _clock = new DisciplinedClock(_machine);
        _clock.Begin(TimeSpan.Zero, TimeSpan.Zero);
    }

    [TestCase(1)]
    [TestCase(-1)]
    public void A_reference_that_is_a_second_off_is_reached_in_a_thousand_seconds_and_time_never_goes_back(int seconds)
    {
        _clock.Correct(TimeSpan.FromSeconds(seconds), TimeSpan.Zero);

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
    public void An_hour_is_taken_at_once_when_the_machine_confirms_it(int seconds)
    {
        _machine.Step(TimeSpan.FromSeconds(seconds));
        _clock.Correct(TimeSpan.FromSeconds(seconds), TimeSpan.Zero);

        Assert.That(_clock.GetUtcNow(), Is.EqualTo(_machine.GetUtcNow()));
    }

    [TestCase(3600)]
    [TestCase(-3600)]
    public void A_reference_that_is_an_hour_off_alone_is_not_believed(int seconds)
    {
        _clock.Correct(TimeSpan.FromSeconds(seconds), TimeSpan.Zero);
        _true.Advance(TimeSpan.FromSeconds(1));

        Assert.That(_clock.GetUtcNow(), Is.EqualTo(_true.GetUtcNow()).Within(TimeSpan.FromMilliseconds(2)));
    }

    [Test]
    public void Setting_the_machines_clock_changes_nothing_but_its_skew()
    {
        _machine.Step(TimeSpan.FromSeconds(3));
        _true.Advance(TimeSpan.FromHours(9));

        Assert.That((_clock.GetUtcNow(), _clock.Skew), Is.EqualTo((Start + TimeSpan.FromHours(9), TimeSpan.FromSeconds(3))));
    }

    [Test]
    public void Before_the_reference_was_measured_nothing_may_be_decided_by_it()
    {
        var clock = new DisciplinedClock(_machine);
        var fault = Assert.Throws<ClockNotSetException>(() => clock.AgreedNow())!;
        clock.Begin(TimeSpan.FromSeconds(-1), TimeSpan.Zero);

        Assert.That((RedisAway.Is(fault), clock.AgreedNow()), Is.EqualTo((true, (Start - TimeSpan.FromSeconds(1)).ToUnixTimeMilliseconds())));
    }

    [Test]
    public void At_the_start_the_reference_is_taken_at_once()
    {
        _clock.Begin(TimeSpan.FromSeconds(-1), TimeSpan.FromMilliseconds(4));

        Assert.That((_clock.GetUtcNow(), _clock.Skew, _clock.Uncertainty), Is.EqualTo((Start - TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), TimeSpan.FromMilliseconds(4))));
    }

    [Test]
    public void Its_uncertainty_is_what_is_still_to_be_slewed_and_what_the_measurement_may_be_wrong_by()
    {
        _clock.Correct(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(5));
        Assert.That(_clock.Uncertainty, Is.EqualTo(TimeSpan.FromMilliseconds(105)));

        _clock.Correct(TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(5));
        Assert.That(_clock.Uncertainty, Is.EqualTo(DisciplinedClock.Tolerance), "more is an alarm");
    }
}

using System.Diagnostics.Metrics;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Ingest.Sources.Alarms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Ingest.Tests.Sources.Alarms;

internal sealed class StageAlarmsTests
{
    private static readonly StageId Gushi = StageId.Parse("gushi");
    private static readonly StageId Zhanyi = StageId.Parse("zhanyi");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 5, 1, 10, 0, 0, TimeSpan.Zero));
    private ServiceProvider _services;
    private StageAlarms _alarms;

    [SetUp]
    public void SetUp()
    {
        _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        _alarms = new StageAlarms(_time, new AlarmMetrics(_services.GetRequiredService<IMeterFactory>()), NullLogger<StageAlarms>.Instance);
    }

    [TearDown]
    public void TearDown() => _services.Dispose();

    [Test]
    public void An_alarm_raised_again_keeps_its_age_and_gets_the_new_value()
    {
        _alarms.Raise(Gushi, "ladder.stepped_down", AlarmSeverity.Warning, "First.", 1, 2);
        var since = _time.GetUtcNow().ToUnixTimeMilliseconds();
        _time.Advance(TimeSpan.FromSeconds(9));
        _alarms.Raise(Gushi, "ladder.stepped_down", AlarmSeverity.Critical, "Second.", 3, 2);

        var expected = new StageAlarm { Code = "ladder.stepped_down", Severity = AlarmSeverity.Critical, Since = since, Value = 3, Threshold = 2, Text = "Second." };
        Assert.That(_alarms.Of(Gushi), Is.EqualTo([expected]));
    }

    [Test]
    public void A_cleared_alarm_is_gone_and_begins_anew_when_raised_again()
    {
        _alarms.Raise(Gushi, "a", AlarmSeverity.Notice, "A.");
        _alarms.Clear(Gushi, "a");
        _alarms.Clear(Gushi, "never raised");
        Assert.That(_alarms.Of(Gushi), Is.Empty);

        _time.Advance(TimeSpan.FromSeconds(1));
        _alarms.Raise(Gushi, "a", AlarmSeverity.Notice, "A.");
        Assert.That(_alarms.Of(Gushi).Single().Since, Is.EqualTo(_time.GetUtcNow().ToUnixTimeMilliseconds()));
    }

    [Test]
    public void The_hosts_alarms_show_with_every_stage_and_the_gravest_come_first()
    {
        _alarms.Raise(Gushi, "old", AlarmSeverity.Warning, "Old.");
        _time.Advance(TimeSpan.FromSeconds(1));
        _alarms.Raise(Gushi, "new", AlarmSeverity.Warning, "New.");
        _alarms.Raise(stage: null, "recording.disk_full", AlarmSeverity.Critical, "Full.");

        Assert.That(_alarms.Of(Gushi).Select(alarm => alarm.Code), Is.EqualTo(["recording.disk_full", "old", "new"]));
        Assert.That(_alarms.Of(Zhanyi).Select(alarm => alarm.Code), Is.EqualTo(["recording.disk_full"]));
    }

    [Test]
    public void Alarms_of_a_stage_beyond_the_limit_are_refused()
    {
        for (var i = 0; i < 100; i++)
            _alarms.Raise(Gushi, $"code.{i}", AlarmSeverity.Notice, "One more.");

        Assert.That(_alarms.Of(Gushi), Has.Count.EqualTo(64));
    }
}

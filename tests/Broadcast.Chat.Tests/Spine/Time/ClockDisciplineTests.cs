using System.Diagnostics.Metrics;
using Broadcast.Chat.Control;
using Broadcast.Chat.Spine.Hosting;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Time;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using TestKit;

namespace Broadcast.Chat.Tests.Spine.Time;

public sealed class ClockDisciplineTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Test]
    public async Task The_alarm_stands_while_a_reference_that_has_leapt_is_followed_and_no_longer()
    {
        var passing = new FakeTimeProvider(new DateTimeOffset(2026, 10, 1, 10, 0, 0, TimeSpan.Zero));
        var machine = new SteppedTime(passing);
        var clock = new DisciplinedClock(machine);
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Redis", RunRedis.Server.ConnectionString)]).Build();
        await using var redis = new RedisLink(configuration, clock);
        var keys = new RedisKeys(Options.Create(new RedisOptions { Prefix = "leapt" }), redis);
        // The machine agrees with this reference whatever it says.
        var reference = new ClockReference(clock, redis, keys, Options.Create(new ClockOptions { Reference = ClockOptions.Machine }));
        var skewed = new SkewedClocks(clock, redis, keys);
        await using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var discipline = new ClockDiscipline(
            clock, reference, new FirstMeasurement(clock, reference), new LateRefusal(new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance)), skewed,
            services.GetRequiredService<IMeterFactory>(), NullLogger<ClockDiscipline>.Instance);
        await discipline.StartAsync(CancellationToken.None);

        await PassUntilAsync(() => clock.Begun, "the clock is set");
        machine.Step(3 * Second);
        await PassUntilAsync(() => clock.Skew.Duration() < DisciplinedClock.Tolerance && skewed.Known is [{ Skew: < -2_500 }], "the alarm rises");
        var alarm = new ClockAlarm(skewed).Now!;
        passing.Advance(3_000 * Second);
        await PassUntilAsync(() => new ClockAlarm(skewed).Now is null, "the time is that of the reference");
        await discipline.StopAsync(CancellationToken.None);

        Assert.That((alarm.Code, clock.Behind.Duration()), Is.EqualTo((ClockAlarm.Code, TimeSpan.Zero)));

        Task PassUntilAsync(Func<bool> condition, string awaited) => Eventually.TrueAsync(
            () =>
            {
                passing.Advance(Second);
                return condition();
            },
            awaited);
    }
}

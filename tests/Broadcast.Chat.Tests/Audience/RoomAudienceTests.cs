using Broadcast.Chat.Audience;
using Broadcast.Chat.Contracts.Ids;
using CsCheck;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Chat.Tests.Audience;

[Parallelizable(ParallelScope.All)]
public sealed class RoomAudienceTests
{
    private static readonly ViewerId[] People = [.. Enumerable.Range(0, 6).Select(i => ViewerId.Parse($"guest:{i}"))];

    [Test]
    public void Whoever_comes_and_goes_in_whatever_order_each_person_is_counted_once_and_for_the_time_they_were_here() =>
        Gen.Select(Gen.Int[0, People.Length - 1], Gen.Bool, Gen.Int[0, 150], Gen.Bool).List[1, 60].Sample(steps =>
        {
            var time = new FakeTimeProvider();
            var audience = new RoomAudience(1000, time);
            var tabs = new int[People.Length];
            var (watched, drained, reported) = (0L, TimeSpan.Zero, new HashSet<ViewerId>());
            foreach (var (person, comes, milliseconds, drains) in steps)
            {
                if (comes)
                {
                    audience.Enter(People[person]);
                    tabs[person]++;
                }
                else if (tabs[person] > 0)
                {
                    audience.Leave(People[person]);
                    tabs[person]--;
                }

                time.Advance(TimeSpan.FromMilliseconds(milliseconds));
                watched += tabs.Count(open => open > 0) * milliseconds;
                if (drains)
                {
                    drained += audience.DrainWatched();
                    reported.UnionWith(audience.DrainNew(2));
                }

                if (audience.Here != tabs.Count(open => open > 0))
                    return false;
            }

            drained += audience.DrainWatched();
            while (audience.DrainNew(2) is { Count: > 0 } more)
                reported.UnionWith(more);
            var came = steps.Where(step => step.Item2).Select(step => People[step.Item1]).ToHashSet();
            return drained == TimeSpan.FromMilliseconds(watched) && audience.Watched == drained && reported.SetEquals(came);
        });

    [Test]
    public void When_a_node_did_not_run_at_most_ten_seconds_of_that_time_count_per_person()
    {
        var time = new FakeTimeProvider();
        var audience = new RoomAudience(1000, time);
        audience.Enter(People[0]);
        audience.Enter(People[1]);

        time.Advance(TimeSpan.FromMinutes(5));

        Assert.That(audience.DrainWatched(), Is.EqualTo(TimeSpan.FromSeconds(20)));
    }

    [Test]
    public void People_beyond_the_limit_are_counted_as_dropped_and_reported_when_the_day_begins_anew()
    {
        var audience = new RoomAudience(newAtMost: 4, new FakeTimeProvider());
        foreach (var person in People)
            audience.Enter(person);
        var dropped = audience.Dropped;
        var first = audience.DrainNew(100);
        audience.Leave(People[0]);
        audience.Leave(People[1]);
        audience.RenewAll();

        Assert.Multiple(() =>
        {
            Assert.That(dropped, Is.EqualTo(2));
            Assert.That(first, Has.Count.EqualTo(4));
            Assert.That(audience.DrainNew(100), Is.EquivalentTo(People.Skip(2)));
        });
    }

    [TestCase("2026-11-24T15:59:59Z", "2026-11-24", 23)]
    [TestCase("2026-11-24T16:00:00Z", "2026-11-25", 0)]
    public void A_day_begins_at_midnight_of_the_festivals_zone(string at, string day, int hour)
    {
        var found = AudienceDay.Of(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

        Assert.Multiple(() =>
        {
            Assert.That(found.Day.ToString(), Is.EqualTo(day));
            Assert.That(found.Hour, Is.EqualTo(hour));
        });
    }
}

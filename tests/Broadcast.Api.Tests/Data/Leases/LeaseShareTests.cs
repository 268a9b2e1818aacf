using Broadcast.Api.Data.Leases;
using CsCheck;

namespace Broadcast.Api.Tests.Data.Leases;

public sealed class LeaseShareTests
{
    private static readonly TimeSpan Lasting = TimeSpan.FromSeconds(5);

    /// <summary>A failure names its seed, for CsCheck_Seed.</summary>
    [Test]
    public void Processes_come_to_have_as_many_leases_as_each_other_give_or_take_one_and_then_leave_them() =>
        Gen.Select(Gen.Int[1, 5], Gen.Int[0, 12], Gen.Int[0, 4].Array[12]).Sample((processes, leases, first) =>
        {
            var now = DateTimeOffset.UnixEpoch.AddYears(56);
            var names = Enumerable.Range(0, leases).Select(i => $"work.{i}").ToList();
            var rows = names.Select((name, i) => Row(name, $"{first[i] % processes}", 1, now + Lasting)).ToDictionary(row => row.Name, StringComparer.Ordinal);

            for (var round = 0; round < 60; round++)
            {
                for (var process = 0; process < processes; process++)
                    Take(rows, names, $"{process}", now);
                now += TimeSpan.FromSeconds(1);
            }

            var numbers = rows.Values.Sum(row => row.Number);
            for (var process = 0; process < processes; process++)
                Take(rows, names, $"{process}", now);
            var counts = Enumerable.Range(0, processes).Select(process => rows.Values.Count(row => !row.IsFree(now) && row.Holder == $"{process}")).ToList();
            Assert.That(counts.Sum(), Is.EqualTo(leases), "somebody has each");
            Assert.That(counts.Max() - counts.Min(), Is.LessThanOrEqualTo(1));
            Assert.That(rows.Values.Sum(row => row.Number), Is.EqualTo(numbers), "none moves any more");
        });

    /// <summary>One look of one process, under whose leases no work runs.</summary>
    private static void Take(Dictionary<string, LeaseRow> rows, List<string> names, string process, DateTimeOffset now)
    {
        foreach (var own in rows.Values.Where(row => row.Holder == process && !row.IsFree(now)).ToList())
            rows[own.Name] = Row(own.Name, process, own.Number, now + Lasting, own.Asked);
        var (take, giveBack, ask) = LeaseShare.Of([.. rows.Values], names, process, now);
        foreach (var name in take)
            rows[name] = Row(name, process, rows[name].Number + 1, now + Lasting);
        foreach (var name in giveBack)
            rows[name] = Row(name, process, rows[name].Number, now, rows[name].Asked);
        foreach (var row in ask)
            rows[row.Name] = Row(row.Name, row.Holder, row.Number, row.Until, process);
    }

    private static LeaseRow Row(string name, string holder, long number, DateTimeOffset until, string? asked = null) =>
        new() { Name = name, Holder = holder, Number = number, Until = until, Asked = asked };
}

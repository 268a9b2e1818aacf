using System.Diagnostics;
using Broadcast.Chat.Audience;
using Broadcast.Chat.Audience.Roster;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Tokens;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Broadcast.Chat.Tests.Door.Audience;

[Parallelizable(ParallelScope.All)]
public sealed class LargeRosterTests
{
    private const int Count = 16_000;
    private static readonly RoomId Room = RoomId.Parse("lesson");
    private static readonly AudienceDay Day = new(new DateOnly(2026, 11, 24));

    [Test]
    public async Task Sixteen_thousand_sites_are_reported_in_batches_read_in_pages_and_counted_once_on_the_sheet()
    {
        await using var festival = await ChatFestival.StartAsync();
        var store = festival.Services.GetRequiredService<RosterStore>();
        var time = new FakeTimeProvider();
        var sites = new RoomSites(time);
        for (var i = 0; i < Count; i++)
            sites.Enter(Card(i));

        var came = await ReportDueAsync(store, sites);
        var nobody = sites.Due(store.Options.Every);
        time.Advance(store.Options.Every);
        var stay = await ReportDueAsync(store, sites);
        var read = await ReadAsync(store);
        var attended = await store.AttendedAsync(Room, Day).Select(row => row.Site.Id.Value).ToListAsync();
        for (var i = 0; i < Count; i += 2)
            sites.Leave(Card(i));
        await ReportDueAsync(store, sites);

        TestContext.Out.WriteLine($"{RosterStore.Batch} sites a script: {came:0.00} ms for those who came, {stay:0.00} ms for those who stay.");
        Assert.Multiple(() =>
        {
            Assert.That(nobody, Is.Empty, "a site that was just reported is not reported again");
            Assert.That(read, Has.Count.EqualTo(Count).And.Unique);
            Assert.That(read, Is.Ordered.Using((IComparer<string>)StringComparer.Ordinal));
            Assert.That(attended, Has.Count.EqualTo(Count).And.Unique);
            Assert.That(sites.Here, Is.EqualTo(Count / 2));
            Assert.That(sites.Due(store.Options.Every), Is.Empty);
        });
    }

    /// <summary>Sends all reports that are due; returns the average milliseconds per script.</summary>
    private static async Task<double> ReportDueAsync(RosterStore store, RoomSites sites)
    {
        var batches = sites.Due(store.Options.Every).Chunk(RosterStore.Batch).ToList();
        var watch = Stopwatch.StartNew();
        foreach (var batch in batches)
            sites.MarkSent(batch, await store.SendAsync(Room, Day, batch));
        return watch.Elapsed.TotalMilliseconds / batches.Count;
    }

    private static async Task<List<string>> ReadAsync(RosterStore store)
    {
        var names = new List<string>();
        byte[]? after = null;
        do
        {
            var page = await store.PageAsync(Room, RosterOrder.ByName, "", after, 200);
            Assert.That(page.Present, Is.EqualTo(Count));
            names.AddRange(page.Sites.Select(row => row.Site.Name));
            after = page.Next;
        }
        while (after is not null && names.Count <= Count);
        return names;
    }

    private static SiteCard Card(int i) => new(SiteId.Parse($"s-{i}"), $"村{i * 7919 % Count:00000}", new SiteLocation("浙江省", $"县{i % 90}", $"村{i}"));
}

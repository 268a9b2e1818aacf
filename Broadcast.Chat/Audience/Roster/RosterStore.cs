using System.Runtime.InteropServices;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Audience.Roster;

/// <summary>The village sites that are in a room now, and those that were on a day, in Redis. Written in batches, read in pages.</summary>
internal sealed class RosterStore(RedisLink redis, RedisKeys keys, NodeName node, IOptions<RosterOptions> options, IOptions<AudienceOptions> audience)
{
    /// <summary>The most sites in one script call, so that a call blocks the server for only a millisecond or two.</summary>
    public const int Batch = 100;

    private static readonly RedisScript SeenScript = RoomLog.Timed<RosterStore>(
        "Seen", keys: ["presentKey", "orderKey", "sitesKey", "attendedKey"], arguments: ["reporter", "lifetime", "grace", "kept", "reports..."]);
    private static readonly RedisScript ExpireScript = RoomLog.Timed<RosterStore>("Expire", keys: ["presentKey", "orderKey", "sitesKey"], arguments: []);
    private static readonly RedisScript PageScript = RoomLog.Timed<RosterStore>(
        "Page", keys: ["presentKey", "orderKey", "sitesKey"], arguments: ["firstLabel", "lastLabel", "size"]);

    public RosterOptions Options => options.Value;

    /// <summary>
    /// Sends up to <see cref="Batch"/> reports. Returns the sites unknown to Redis, to be reported once more as having come.
    /// </summary>
    public async Task<IReadOnlySet<SiteId>> SendAsync(RoomId room, AudienceDay day, IReadOnlyCollection<SiteReport> reports)
    {
        var fives = new List<RedisValue>(5 * reports.Count);
        foreach (var (card, state) in reports)
        {
            var came = state == SiteState.Came;
            fives.Add(card.Id.Value);
            fives.Add(state switch { SiteState.Came => "came", SiteState.Here => "here", _ => "left" });
            fives.Add(came ? RosterOrder.ByPlace.Label(card) : "");
            fives.Add(came ? RosterOrder.ByName.Label(card) : "");
            fives.Add(came ? card.ToString() : "");
        }

        var unknown = (string[])(await redis.RunAsync(
            SeenScript,
            [("metaKey", RoomLog.MetaKey(room, keys)), ("presentKey", PresentKey(room)), ("orderKey", OrderKey(room)), ("sitesKey", SitesKey(room)), ("attendedKey", AttendedKey(room, day))],
            [
                ("reporter", node.Value), ("lifetime", (long)Options.Lifetime.TotalMilliseconds), ("grace", (long)Options.Grace.TotalMilliseconds),
                ("kept", (long)audience.Value.Kept.TotalMilliseconds),
            ],
            CommandFlags.DemandMaster,
            argumentList: CollectionsMarshal.AsSpan(fives)))!;
        return unknown.Select(SiteId.Parse).ToHashSet();
    }

    /// <summary>Removes sites that no longer count as present. Until then reads skip them.</summary>
    public Task ExpireAsync(RoomId room) =>
        redis.RunAsync(
            ExpireScript, [("metaKey", RoomLog.MetaKey(room, keys)), ("presentKey", PresentKey(room)), ("orderKey", OrderKey(room)), ("sitesKey", SitesKey(room))], [], CommandFlags.DemandMaster);

    /// <param name="room">The room.</param>
    /// <param name="order">The sort order.</param>
    /// <param name="prefix">What the sort text begins with; may be empty.</param>
    /// <param name="after">The <see cref="RosterPage.Next"/> of the page before; null for the first page.</param>
    /// <param name="size">The most sites on a page.</param>
    public async Task<RosterPage> PageAsync(RoomId room, RosterOrder order, string prefix, byte[]? after, int size)
    {
        var (from, to) = order.Range(prefix, after);
        var reply = (RedisResult[])(await redis.RunAsync(
            PageScript,
            [("metaKey", RoomLog.MetaKey(room, keys)), ("presentKey", PresentKey(room)), ("orderKey", OrderKey(room)), ("sitesKey", SitesKey(room))],
            [("firstLabel", from), ("lastLabel", to), ("size", size)],
            CommandFlags.DemandMaster))!;
        var rows = (RedisResult[])reply[2]!;
        return new RosterPage(
            (long)reply[0],
            [.. rows.Chunk(3).Select(row => (SiteCard.Read((string)row[1]!), DateTimeOffset.FromUnixTimeMilliseconds((long)row[0])))],
            (byte[])reply[1]! is { Length: > 0 } next ? next : null);
    }

    /// <summary>The attendance of all sites that were in the room on a day, each once, in no particular order. Read page by page.</summary>
    public async IAsyncEnumerable<Attendance> AttendedAsync(RoomId room, AudienceDay day)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var page = new List<HashEntry>(Batch);
        await foreach (var entry in redis.Database.HashScanAsync(AttendedKey(room, day), pageSize: Batch))
        {
            if (!seen.Add(entry.Name!))
                continue;
            page.Add(entry);
            if (page.Count < Batch)
                continue;
            foreach (var attendance in await WithCardsAsync(room, page))
                yield return attendance;
            page.Clear();
        }

        foreach (var attendance in await WithCardsAsync(room, page))
            yield return attendance;
    }

    private async Task<IReadOnlyList<Attendance>> WithCardsAsync(RoomId room, List<HashEntry> page)
    {
        var sites = page.Count == 0 ? [] : await redis.Database.HashGetAsync(SitesKey(room), [.. page.Select(entry => entry.Name)], CommandFlags.DemandMaster);
        return [.. page.Zip(sites).Where(pair => pair.Second.HasValue).Select(pair => Attendance.Read(pair.First.Value!, ((string)pair.Second!).Split('\n', 5)[4]))];
    }

    private RedisKey PresentKey(RoomId room) => keys.Room(room, "roster:present");

    private RedisKey OrderKey(RoomId room) => keys.Room(room, "roster:order");

    private RedisKey SitesKey(RoomId room) => keys.Room(room, "roster:sites");

    private RedisKey AttendedKey(RoomId room, AudienceDay day) => keys.Room(room, $"roster:attended:{day}");
}

/// <param name="Present">Sites in the room, on all pages.</param>
/// <param name="Sites">The sites on this page, and when the stay of each began.</param>
/// <param name="Next">The label after which the next page begins; null on the last page.</param>
internal sealed record RosterPage(long Present, IReadOnlyList<(SiteCard Site, DateTimeOffset Since)> Sites, byte[]? Next);

using Broadcast.Chat.Contracts;
using Broadcast.Chat.Redis;
using Broadcast.Chat.Rooms.Live;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Audience.Roster;

/// <summary>Which village sites are in a room, and were on a day, in Redis. Told in batches and read by pages; never sent around.</summary>
internal sealed class RosterStore(RedisLink redis, RedisKeys keys, NodeName node, IOptions<RosterOptions> options, IOptions<AudienceOptions> audience)
{
    /// <summary>Sites that one script takes, so that it holds the server for a millisecond or two.</summary>
    public const int Batch = 100;

    private static readonly string SeenScript = Lua.Beside<RosterStore>("Seen");
    private static readonly string ExpireScript = Lua.Beside<RosterStore>("Expire");
    private static readonly string PageScript = Lua.Beside<RosterStore>("Page");

    public RosterOptions Options => options.Value;

    /// <summary>Tells up to <see cref="Batch"/> words, and returns the sites that must come again because Redis does not know them.</summary>
    public async Task<IReadOnlySet<SiteId>> TellAsync(RoomId room, AudienceDay day, IReadOnlyCollection<SiteWord> words)
    {
        var arguments = new List<RedisValue>
        {
            node.Value, (long)Options.Lifetime.TotalMilliseconds, (long)Options.Grace.TotalMilliseconds, (long)audience.Value.Kept.TotalMilliseconds,
        };
        foreach (var (card, state) in words)
        {
            var came = state == SiteState.Came;
            arguments.Add(card.Id.Value);
            arguments.Add(state switch { SiteState.Came => "came", SiteState.Here => "here", _ => "left" });
            arguments.Add(came ? RosterOrder.ByPlace.Label(card) : "");
            arguments.Add(came ? RosterOrder.ByName.Label(card) : "");
            arguments.Add(came ? card.ToString() : "");
        }

        var unknown = (string[])(await redis.Database.ScriptEvaluateAsync(
            SeenScript, [PresentKey(room), OrderKey(room), SitesKey(room), AttendedKey(room, day)], [.. arguments], CommandFlags.DemandMaster))!;
        return unknown.Select(SiteId.Parse).ToHashSet();
    }

    /// <summary>Puts away those of whom nothing was told any more; reading passes them over until then.</summary>
    public Task ExpireAsync(RoomId room) =>
        redis.Database.ScriptEvaluateAsync(ExpireScript, [PresentKey(room), OrderKey(room), SitesKey(room)], flags: CommandFlags.DemandMaster);

    /// <param name="room">The room.</param>
    /// <param name="order">By what.</param>
    /// <param name="prefix">What the place or name begins with; may be empty.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="size">Sites of a page at most.</param>
    public async Task<RosterPage> PageAsync(RoomId room, RosterOrder order, string prefix, byte[]? after, int size)
    {
        var (from, to) = order.Range(prefix, after);
        var reply = (RedisResult[])(await redis.Database.ScriptEvaluateAsync(
            PageScript, [PresentKey(room), OrderKey(room), SitesKey(room)], [from, to, size], CommandFlags.DemandMaster))!;
        var rows = (RedisResult[])reply[2]!;
        return new RosterPage(
            (long)reply[0],
            [.. rows.Chunk(3).Select(row => (SiteCard.Read((string)row[1]!), DateTimeOffset.FromUnixTimeMilliseconds((long)row[0])))],
            (byte[])reply[1]! is { Length: > 0 } next ? next : null);
    }

    /// <summary>The sites that were in the room on a day, in no order; some page by page, each once.</summary>
    public async IAsyncEnumerable<Attendance> AttendedAsync(RoomId room, AudienceDay day)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        var page = new List<HashEntry>(Batch);
        await foreach (var entry in redis.Database.HashScanAsync(AttendedKey(room, day), pageSize: Batch))
        {
            if (!told.Add(entry.Name!))
                continue;
            page.Add(entry);
            if (page.Count < Batch)
                continue;
            foreach (var attendance in await NamedAsync(room, page))
                yield return attendance;
            page.Clear();
        }

        foreach (var attendance in await NamedAsync(room, page))
            yield return attendance;
    }

    private async Task<IReadOnlyList<Attendance>> NamedAsync(RoomId room, List<HashEntry> page)
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
/// <param name="Sites">Those of this page, and since when each is there.</param>
/// <param name="Next">After what the next page begins; null on the last.</param>
internal sealed record RosterPage(long Present, IReadOnlyList<(SiteCard Site, DateTimeOffset Since)> Sites, byte[]? Next);

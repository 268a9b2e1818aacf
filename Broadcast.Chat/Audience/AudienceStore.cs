using System.Security.Cryptography;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Rooms;
using Broadcast.Chat.Rooms.Log;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Audience;

/// <summary>The audiences of rooms over all nodes, in Redis. Holds only numbers, never who was there.</summary>
internal sealed class AudienceStore(RedisLink redis, RedisKeys keys, NodeName node, IOptions<AudienceOptions> options)
{
    private static readonly RedisScript BeatScript = RoomLog.Timed<AudienceStore>(
        "Beat",
        keys: ["audienceKey", "dayKey"],
        arguments: ["node", "nodePeople", "lifetime", "watchedToday", "hour", "windowLength", "kept", "newDay"]);

    /// <summary>The time zone in which days begin.</summary>
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(options.Value.Zone);

    public AudienceOptions Options => options.Value;

    /// <summary>Writes this node's numbers, and returns those of all nodes.</summary>
    /// <param name="room">The room.</param>
    /// <param name="people">People on this node now.</param>
    /// <param name="watched">Time watched on this node in <paramref name="day"/>, summed over all people; never less than before.</param>
    /// <param name="day">Today.</param>
    /// <param name="hour">The hour of the day, 0 to 23.</param>
    public async Task<AudienceBeatReply> BeatAsync(RoomId room, int people, TimeSpan watched, AudienceDay day, int hour)
    {
        // Longer than a dead node still counts on any node, so no window lies wholly within that time.
        var window = options.Value.Lifetime + options.Value.Beat * 2;
        var reply = (RedisResult[])(await redis.RunAsync(
            BeatScript,
            [("metaKey", RoomLog.MetaKey(room, keys)), ("audienceKey", keys.Room(room, "audience")), ("dayKey", DayKey(room, day))],
            [
                ("node", node.Value), ("nodePeople", people), ("lifetime", Milliseconds(options.Value.Lifetime)),
                ("watchedToday", Milliseconds(watched)), ("hour", HourField(hour)),
                ("windowLength", Milliseconds(window)), ("kept", Milliseconds(options.Value.Kept)),
                ("newDay", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))),
            ],
            CommandFlags.DemandMaster))!;
        return new AudienceBeatReply(
            (long)reply[0],
            (string[])reply[1]!,
            (long)reply[2] is >= 0 and var next ? TimeSpan.FromMilliseconds(next) : null,
            (string)reply[3]!);
    }

    /// <summary>Removes this node's people from the room's numbers, when the node stops.</summary>
    public Task EndAsync(RoomId room) => redis.Database.HashDeleteAsync(keys.Room(room, "audience"), node.Value);

    /// <summary>Adds people to the day's unique people. Adding a person again changes nothing.</summary>
    public async Task AddAsync(RoomId room, AudienceDay day, IReadOnlyList<ViewerId> people)
    {
        var key = UniqueKey(room, day);
        var added = redis.Database.HyperLogLogAddAsync(key, [.. people.Select(person => (RedisValue)person.Value)]);
        await Task.WhenAll(added, redis.Database.KeyExpireAsync(key, options.Value.Kept));
    }

    /// <summary>The day that <paramref name="now"/> falls in.</summary>
    public AudienceDay Today(DateTimeOffset now) => AudienceDay.Of(now, Zone).Day;

    /// <summary>Returns a day's numbers as they are now; zeros when nobody was there or the day is no longer kept.</summary>
    public async Task<AudienceDayNumbers> ReadAsync(RoomId room, AudienceDay day)
    {
        var numbersRead = redis.Database.HashGetAllAsync(DayKey(room, day), CommandFlags.DemandMaster);
        var unique = await redis.Database.HyperLogLogLengthAsync(UniqueKey(room, day), CommandFlags.DemandMaster);
        var numbers = (await numbersRead).ToDictionary(entry => (string)entry.Name!, entry => entry.Value, StringComparer.Ordinal);
        var watched = numbers.Where(number => number.Key.StartsWith("w:", StringComparison.Ordinal)).Sum(number => (long)number.Value) / 1000;
        return new AudienceDayNumbers
        {
            Date = day.Date,
            Peak = (long)numbers.GetValueOrDefault("peak"),
            PeakAt = numbers.TryGetValue("peakAt", out var at) ? DateTimeOffset.FromUnixTimeMilliseconds((long)at) : null,
            Hours = [.. Enumerable.Range(0, 24).Where(hour => numbers.ContainsKey(HourField(hour))).Select(hour => new AudienceHour(hour, (long)numbers[HourField(hour)]))],
            Unique = unique,
            WatchedSeconds = watched,
            AverageSeconds = unique == 0 ? 0 : watched / unique,
        };
    }

    private static string HourField(int hour) => $"h{hour:00}";

    private RedisKey DayKey(RoomId room, AudienceDay day) => keys.Room(room, $"audience:{day}");

    private RedisKey UniqueKey(RoomId room, AudienceDay day) => keys.Room(room, $"unique:{day}");

    private static long Milliseconds(TimeSpan span) => (long)span.TotalMilliseconds;
}

/// <summary>The reply to a beat.</summary>
/// <param name="Viewers">People on all live nodes, summed.</param>
/// <param name="Nodes">The live nodes.</param>
/// <param name="Next">Time until the first of the other nodes may expire; null when there are none.</param>
/// <param name="Day">The random name of the day's numbers. It changes with the day, and when Redis has lost the numbers.</param>
internal sealed record AudienceBeatReply(long Viewers, IReadOnlyList<string> Nodes, TimeSpan? Next, string Day);

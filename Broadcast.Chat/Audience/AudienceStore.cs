using System.Security.Cryptography;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Redis;
using Broadcast.Chat.Rooms.Live;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Broadcast.Chat.Audience;

/// <summary>What all nodes together know of a room's audience, in Redis. All of it is numbers: who was there is nowhere.</summary>
internal sealed class AudienceStore(RedisLink redis, RedisKeys keys, NodeName node, IOptions<AudienceOptions> options)
{
    private static readonly string BeatScript = Lua.Beside<AudienceStore>("Beat");

    /// <summary>The festival's.</summary>
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(options.Value.Zone);

    public AudienceOptions Options => options.Value;

    /// <summary>Says what this node has, and returns what all have.</summary>
    /// <param name="room">The room.</param>
    /// <param name="people">People here now.</param>
    /// <param name="watched">What they and those before them have watched in <paramref name="day"/>; never less than before.</param>
    /// <param name="day">The day that it is.</param>
    /// <param name="hour">Its hour.</param>
    /// <param name="spoke">The time, by Redis' clock as this node knows it; null when it does not.</param>
    public async Task<AudienceBeatReply> BeatAsync(RoomId room, int people, TimeSpan watched, AudienceDay day, int hour, DateTimeOffset? spoke)
    {
        // Longer than it takes until a node that died has expired for all, so that no window lies in that time.
        var window = options.Value.Lifetime + options.Value.Beat * 2;
        var reply = (RedisResult[])(await redis.Database.ScriptEvaluateAsync(
            BeatScript,
            [keys.Room(room, "audience"), DayKey(room, day)],
            [
                node.Value, people, Milliseconds(options.Value.Lifetime), spoke?.ToUnixTimeMilliseconds() ?? 0, Milliseconds(watched),
                HourField(hour), Milliseconds(window), Milliseconds(options.Value.Kept),
                Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6)),
            ],
            CommandFlags.DemandMaster))!;
        return new AudienceBeatReply(
            DateTimeOffset.FromUnixTimeMilliseconds((long)reply[0]),
            (long)reply[1],
            (string[])reply[2]!,
            (long)reply[3] is >= 0 and var next ? TimeSpan.FromMilliseconds(next) : null,
            (string)reply[4]!);
    }

    /// <summary>This node stops: its people are gone now.</summary>
    public Task EndAsync(RoomId room) => redis.Database.HashDeleteAsync(keys.Room(room, "audience"), node.Value);

    /// <summary>Counts people among those of the day; how often does not matter.</summary>
    public async Task AddAsync(RoomId room, AudienceDay day, IReadOnlyList<ViewerId> people)
    {
        var key = UniqueKey(room, day);
        var added = redis.Database.HyperLogLogAddAsync(key, [.. people.Select(person => (RedisValue)person.Value)]);
        await Task.WhenAll(added, redis.Database.KeyExpireAsync(key, options.Value.Kept));
    }

    /// <summary>The day that <paramref name="now"/> falls in.</summary>
    public AudienceDay Today(DateTimeOffset now) => AudienceDay.Of(now, Zone).Day;

    /// <summary>A day's numbers as they are now; zeros when nobody was there, or they are no longer kept.</summary>
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

/// <summary>What a beat learned.</summary>
/// <param name="Now">Redis' clock.</param>
/// <param name="Viewers">People on all nodes that live.</param>
/// <param name="Nodes">Those nodes.</param>
/// <param name="Next">In how much time one of the others may expire; null when there are none.</param>
/// <param name="Day">The name of the day's numbers: another one, and what they were is lost.</param>
internal sealed record AudienceBeatReply(DateTimeOffset Now, long Viewers, IReadOnlyList<string> Nodes, TimeSpan? Next, string Day);

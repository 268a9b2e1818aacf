using System.Globalization;
using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Redis;

namespace Broadcast.Chat.Spine.State;

/// <summary>
/// Alarms of the festival as a whole, in Redis: raised by Api, shown by Chat on every stage. Whoever raises one says so again every few seconds;
/// when all who do are gone, it ends. Several processes may raise the same one: it keeps the time of the first.
/// </summary>
internal sealed class FestivalAlarms(RedisLink redis, RedisKeys keys, TimeProvider time)
{
    /// <summary>Several rounds of whoever raises them.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(20);

    public async Task RaiseAsync(StageAlarm alarm)
    {
        var raised = Read(await redis.Database.HashGetAsync(keys.Alarms, alarm.Code)) is { } known && known.Until >= Now ? known.Alarm : alarm;
        var value = string.Create(CultureInfo.InvariantCulture, $"{Now + (long)Lifetime.TotalMilliseconds}|{JsonSerializer.Serialize(raised, ContractJson.Options)}");
        await redis.Database.HashSetAsync(keys.Alarms, alarm.Code, value);
        await redis.Database.KeyExpireAsync(keys.Alarms, Lifetime);
    }

    public Task ClearAsync(string code) => redis.Database.HashDeleteAsync(keys.Alarms, code);

    /// <summary>Those that are raised, in the order of their codes.</summary>
    public async Task<IReadOnlyList<StageAlarm>> ReadAsync() =>
    [
        .. (await redis.Database.HashGetAllAsync(keys.Alarms)).Select(entry => Read(entry.Value)).OfType<(long Until, StageAlarm Alarm)>()
            .Where(known => known.Until >= Now).Select(known => known.Alarm).OrderBy(alarm => alarm.Code, StringComparer.Ordinal),
    ];

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Null of nothing, and of what another version has written in another way.</summary>
    private static (long Until, StageAlarm Alarm)? Read(StackExchange.Redis.RedisValue value)
    {
        if (((string?)value)?.Split('|', 2) is not [var until, var json] || !long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var ends))
            return null;

        try
        {
            return JsonSerializer.Deserialize<StageAlarm>(json, ContractJson.Options) is { } alarm ? (ends, alarm) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

using System.Text.Json;
using Broadcast.Chat.Contracts;
using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Contracts.State;
using Broadcast.Chat.Spine.Redis;
using StackExchange.Redis;

namespace Broadcast.Chat.Spine.State;

/// <summary>The live state of stages and relays in Redis: written by Ingest, read by Chat and Api.</summary>
internal sealed class LiveState(RedisLink redis, RedisKeys keys)
{
    private static readonly TimeSpan StageLifetime = TimeSpan.FromSeconds(5);

    public Task PublishAsync(StageState state) =>
        redis.Database.StringSetAsync(keys.StageState(state.Stage), JsonSerializer.SerializeToUtf8Bytes(state, ContractJson.Options), StageLifetime);

    public Task PublishAsync(StageReport report) =>
        redis.Database.StringSetAsync(keys.StageReport(report.Stage), JsonSerializer.SerializeToUtf8Bytes(report, ContractJson.Options), StageLifetime);

    public async Task PublishAsync(RelayState state)
    {
        await redis.Database.StringSetAsync(keys.RelayState(state.Channel), JsonSerializer.SerializeToUtf8Bytes(state, ContractJson.Options));
        await redis.Subscriber.PublishAsync(keys.RelayChanged, state.Channel.Value);
    }

    /// <summary>Null when Ingest is gone or has never seen the stage.</summary>
    public async Task<StageState?> StageAsync(StageId stage) => Read<StageState>(await redis.Database.StringGetAsync(keys.StageState(stage)));

    /// <summary>The report, and its bytes to detect changes by. Null when Ingest is gone or has never seen the stage.</summary>
    public async Task<(byte[] Bytes, StageReport Report)?> ReportAsync(StageId stage)
    {
        var value = await redis.Database.StringGetAsync(keys.StageReport(stage));
        return Read<StageReport>(value) is { } report ? ((byte[])value!, report) : null;
    }

    public async Task<RelayState?> RelayAsync(ChannelId channel) => Read<RelayState>(await redis.Database.StringGetAsync(keys.RelayState(channel)));

    private static T? Read<T>(RedisValue value) where T : class =>
        value.IsNull ? null : JsonSerializer.Deserialize<T>((byte[])value!, ContractJson.Options);
}

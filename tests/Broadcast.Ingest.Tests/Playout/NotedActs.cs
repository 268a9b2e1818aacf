using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Redis;
using Microsoft.Extensions.DependencyInjection;

namespace Broadcast.Ingest.Tests.Playout;

/// <summary>What waits in a room's stream for the audit.</summary>
internal static class NotedActs
{
    /// <summary>The acts by the operator of these tests, in their order, each as its name and the fields since.</summary>
    public static async Task<string[]> OfAsync(IServiceProvider services, string channel)
    {
        var key = services.GetRequiredService<RedisKeys>().Room(RoomId.Parse(channel), "outcomes");
        var entries = await services.GetRequiredService<RedisLink>().Database.StreamRangeAsync(key);
        return [.. entries.Where(entry => ((string?)entry["by"])?.Contains("\"One\"", StringComparison.Ordinal) == true).Select(entry => $"{entry["act"]} {entry["after"]}")];
    }
}

using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Redis;
using Broadcast.Chat.Spine.Rooms;
using StackExchange.Redis;

namespace Broadcast.Chat.Windows;

/// <summary>Asks the room whether it has a window that takes entries, or one whose next step is due at some time.</summary>
internal sealed class OpenWindows(RedisLink redis, RedisKeys keys) : IOpenWindows
{
    public async Task<bool> AnyAsync(StageId stage)
    {
        var open = redis.Database.HashLengthAsync(WindowRef.OpenOnes(stage.Room, keys), CommandFlags.DemandMaster);
        var due = redis.Database.SortedSetLengthAsync(WindowRef.Due(stage.Room, keys), flags: CommandFlags.DemandMaster);
        return await open > 0 || await due > 0;
    }
}

using Broadcast.Chat.Spine.Redis;
using StackExchange.Redis;

namespace Broadcast.Chat.Live;

/// <summary>
/// The keys without which nobody could act upon what a room shows: the keys of its mode, of its pin and of its windows, of the copies in a
/// relay's room, and of the steps that the database has told. Each key expires by itself. The beat of a node that follows the room keeps them
/// at least as long as the log. A closed window lives longer, until its outcome is kept.
/// </summary>
internal static class LastingKeys
{
    private static readonly string[] Parts = ["mode", "pin", "pins", "projection", "windows", "due", "told"];

    /// <param name="room">The room; a window of a stage that a relay's room shows is kept by the stage's room.</param>
    /// <param name="keys">The names of keys.</param>
    public static RedisKey[] Of(LiveRoom room, RedisKeys keys) =>
    [
        .. Parts.Select(part => keys.Room(room.Id, part)),
        .. room.Windows.Where(window => window.Room == room.Id).SelectMany(window => (RedisKey[])[window.Key(keys), window.Entries(keys)]),
    ];
}

using Broadcast.Chat.Spine.Redis;
using StackExchange.Redis;

namespace Broadcast.Chat.Live;

/// <summary>
/// The keys without which what a room shows could not be acted upon: its mode, its pin, its windows, what the relay's room has copied,
/// what the database has told it.
/// Each expires by itself; the beat of a node that follows the room
/// keeps them at least as long as the log. A closed window has a longer life of its own, until its outcome is kept.
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

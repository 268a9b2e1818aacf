using Broadcast.Chat.Quiz;
using Broadcast.Chat.Spine.Redis;
using StackExchange.Redis;

namespace Broadcast.Chat.Live;

/// <summary>
/// The keys without which what a room shows could not be acted upon: its mode, its pin, its questions, what the relay's room has copied.
/// Each expires by itself; the beat of a node that follows the room
/// keeps them at least as long as the log. A closed question has a longer life of its own, until its outcome is kept.
/// </summary>
internal static class LastingKeys
{
    private static readonly string[] Parts = ["mode", "pin", "pins", "projection"];

    /// <param name="room">The room; a question of a stage that a relay's room shows is kept by the stage's room.</param>
    /// <param name="keys">The names of keys.</param>
    public static RedisKey[] Of(LiveRoom room, RedisKeys keys) =>
    [
        .. Parts.Select(part => keys.Room(room.Id, part)),
        .. room.Questions.Where(id => id.Stage?.Room == room.Id).SelectMany(id => QuestionStore.KeysOf(id, room.Id, keys)),
    ];
}

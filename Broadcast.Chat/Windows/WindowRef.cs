using Broadcast.Chat.Contracts.Ids;
using Broadcast.Chat.Spine.Redis;
using StackExchange.Redis;

namespace Broadcast.Chat.Windows;

/// <summary>Which window, and in which room's slot it is.</summary>
/// <param name="Room">The room of the stage that it belongs to.</param>
/// <param name="Kind">The name of its <see cref="IWindowKind"/>.</param>
/// <param name="Id">Unique in the installation; without blanks.</param>
internal readonly record struct WindowRef(RoomId Room, string Kind, string Id)
{
    /// <summary>How the due queue and the set of unsettled windows name it.</summary>
    public string Name => $"{Kind} {Id}";

    /// <summary>Reads <see cref="Name"/>; null for what names no window.</summary>
    public static WindowRef? TryParse(RoomId room, string name) => name.Split(' ') is [var kind, var id] ? new WindowRef(room, kind, id) : null;

    public RedisKey Key(RedisKeys keys) => keys.Room(Room, $"{Kind}:{Id}");

    public RedisKey Entries(RedisKeys keys) => keys.Room(Room, $"{Kind}:{Id}:entries");

    /// <summary>Hash: kind → the window that takes entries.</summary>
    public static RedisKey OpenOnes(RoomId room, RedisKeys keys) => keys.Room(room, "windows");

    /// <summary>Sorted set: windows by when their next step is due.</summary>
    public static RedisKey Due(RoomId room, RedisKeys keys) => keys.Room(room, "due");

    /// <summary>Set: windows that were handed to the database, until both agree on them.</summary>
    public static RedisKey Unsettled(RoomId room, RedisKeys keys) => keys.Room(room, "unsettled");
}

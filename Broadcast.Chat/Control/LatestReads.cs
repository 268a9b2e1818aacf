using System.Diagnostics.CodeAnalysis;
using Broadcast.Chat.Contracts.Ids;

namespace Broadcast.Chat.Control;

/// <summary>
/// What was read last of each room. A room whose part of Redis sleeps or is away keeps what was read before. No other waits for it, except
/// once, until it is known to be late; its read goes on, and the next begins when that one has ended. One loop calls.
/// </summary>
/// <param name="read">Reads one room's value; may be slow, and may fail.</param>
/// <param name="ended">Told of each read that has ended: null, or why it failed.</param>
internal sealed class LatestReads<T>(Func<RoomId, Task<T>> read, Action<RoomId, Exception?> ended)
{
    private readonly Dictionary<RoomId, Task<(bool Done, T? Value)>> _running = [];
    private readonly Dictionary<RoomId, T> _latest = [];
    private readonly HashSet<RoomId> _late = [];

    /// <summary>
    /// Reads the rooms anew and forgets all others. Waits for those that are not known to be late, for <paramref name="patience"/> at most.
    /// </summary>
    public async Task RefreshAsync(IReadOnlyCollection<RoomId> rooms, TimeSpan patience, TimeProvider time)
    {
        foreach (var room in rooms.Where(room => !_running.ContainsKey(room)))
            _running[room] = ReadAsync(room);
        await Task.WhenAny(Task.WhenAll(_running.Where(one => !_late.Contains(one.Key)).Select(one => one.Value)), Task.Delay(patience, time));

        foreach (var (room, reading) in _running.ToList())
        {
            _late.Add(room);
            if (!reading.IsCompleted)
                continue;

            _running.Remove(room);
            if (await reading is not (true, var value))
                continue;

            _late.Remove(room);
            _latest[room] = value!;
        }

        _late.IntersectWith(rooms);
        foreach (var gone in _latest.Keys.Except(rooms).ToList())
            _latest.Remove(gone);
    }

    /// <summary>False when the room was never read.</summary>
    public bool TryGet(RoomId room, [MaybeNullWhen(false)] out T value) => _latest.TryGetValue(room, out value);

    private async Task<(bool Done, T? Value)> ReadAsync(RoomId room)
    {
        try
        {
            var value = await read(room);
            ended(room, null);
            return (true, value);
        }
        catch (Exception exception)
        {
            // Whatever is wrong with one room is no reason to say nothing of the others.
            ended(room, exception);
            return (false, default);
        }
    }
}
